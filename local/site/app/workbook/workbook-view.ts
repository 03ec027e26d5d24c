import './workbook.css';
import { element, fill } from '../shell/element.ts';
import { markdown } from './markdown.ts';
import { parameterControls } from './parameter-controls.ts';
import { queryStep } from './query-step.ts';
import { isVisible, type WorkbookItem, type WorkbookLink } from './workbook-model.ts';
import type { WorkbookState } from './workbook-state.ts';

interface Part {
  readonly node: HTMLElement;
  /** Takes over changed parameters; runs what is on show and has changed. */
  refresh(): void;
  close(): void;
}

/** The items of a workbook or group, those that are on show; what is hidden runs no query. */
export function workbookItems(items: readonly WorkbookItem[], state: WorkbookState): Part {
  const parts = items.map((item) => ({ item, part: undefined as Part | undefined, place: place(item) }));
  return {
    node: element('div', { class: 'workbook-items' }, ...parts.map(({ place: node }) => node)),
    refresh() {
      for (const one of parts) {
        const visible = isVisible(one.item, (name) => state.text(name));
        one.place.hidden = !visible;
        if (!visible) continue;
        if (one.part === undefined) {
          one.part = itemPart(one.item, state);
          fill(one.place, [one.part.node]);
        }
        one.part.refresh();
      }
    },
    close() {
      for (const { part } of parts) part?.close();
    },
  };
}

/** A place of the width that the item wants, of hundred parts. */
function place({ customWidth }: WorkbookItem): HTMLElement {
  const node = element('div', { class: 'workbook-item' });
  const width = Number(customWidth);
  if (width > 0 && width < 100) node.style.setProperty('--share', String(width));
  return node;
}

function itemPart({ type, content = {} }: WorkbookItem, state: WorkbookState): Part {
  switch (type) {
    case 1:
      return textPart(content.json ?? '', content.style, state);
    case 3:
      return queryStep(content, state);
    case 9:
      return { ...parameterControls(content, state), close: () => {} };
    case 11:
      return linksPart(content.links ?? [], content.style, state);
    case 12: {
      const group = workbookItems(content.items ?? [], state);
      if (content.expandable !== true) return titled(content.title, group, state);
      const summary = element('summary', {}, element('h2', {}, state.label(content.title ?? '')));
      return {
        ...group,
        node: element(
          'details',
          { class: 'workbook-group', open: content.expanded === true },
          summary,
          group.node,
        ),
      };
    }
    default:
      return {
        node: element('p', { class: 'quiet-text' }, `The site does not show steps of type ${type}.`),
        refresh() {},
        close() {},
      };
  }
}

function titled(title: string | undefined, group: Part, state: WorkbookState): Part {
  if (!title) return group;
  const heading = element('h2');
  return {
    ...group,
    node: element('section', { class: 'workbook-group' }, heading, group.node),
    refresh() {
      heading.textContent = state.label(title);
      group.refresh();
    },
  };
}

function textPart(text: string, style: string | undefined, state: WorkbookState): Part {
  const node = element('div', { class: `workbook-text${style ? ` ${style}` : ''}` });
  let shown: string | undefined;
  return {
    node,
    refresh() {
      const filled = state.label(text);
      if (filled === shown) return;
      shown = filled;
      node.replaceChildren(markdown(filled));
    },
    close() {},
  };
}

/** Tabs, or links that set a parameter; addresses of the web open in a window of their own. */
function linksPart(links: readonly WorkbookLink[], style: string | undefined, state: WorkbookState): Part {
  const isTabs = style === 'tabs';
  const made = links.map((link) => {
    const label = state.label(link.linkLabel ?? link.subTarget ?? '');
    if (link.linkTarget === 'parameter')
      return element(
        'button',
        {
          type: 'button',
          role: isTabs ? 'tab' : undefined,
          class: isTabs ? undefined : 'link',
          onclick: () => state.set({ [link.cellValue ?? '']: link.subTarget ?? '' }),
        },
        label,
      );
    const address = link.cellValue ?? '';
    return /^https?:\/\//i.test(address)
      ? element('a', { href: address, target: '_blank', rel: 'noreferrer' }, label)
      : element('span', {}, label);
  });
  return {
    node: element(
      'div',
      { class: 'row', role: isTabs ? 'tablist' : undefined, 'aria-label': isTabs ? 'Tabs' : undefined },
      ...made,
    ),
    refresh() {
      if (!isTabs) return;
      for (const [index, { cellValue = '', subTarget = '' }] of links.entries())
        made[index]!.setAttribute('aria-selected', String(state.text(cellValue) === subTarget));
    },
    close() {},
  };
}
