import './workbook.css';
import { element, fill } from '../shell/element.ts';
import { linksPart, panelId, tabId } from './links-part.ts';
import { markdownHtml } from './markdown-html.ts';
import { parameterControls } from './parameter-controls.ts';
import { queryStep } from './query-step.ts';
import { isVisible, type WorkbookItem } from './workbook-model.ts';
import type { WorkbookState } from './workbook-state.ts';

interface Part {
  readonly node: HTMLElement;
  /** Takes over changed parameters; runs what is on show and has changed. */
  refresh(): void;
  close(): void;
}

/** The items of a workbook or group, those that are on show; what is hidden runs no query. */
export function workbookItems(items: readonly WorkbookItem[], state: WorkbookState): Part {
  const parts = items.map((item) => ({
    item,
    part: undefined as Part | undefined,
    place: place(item, state),
  }));
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

/** A place of the width that the item wants, of hundred parts; the part that a tab shows is its panel. */
function place({ customWidth, conditionalVisibility }: WorkbookItem, state: WorkbookState): HTMLElement {
  const { parameterName = '', comparison, value } = conditionalVisibility ?? {};
  const tab = comparison === 'isEqualTo' && value && state.tabs.get(parameterName)?.has(value) ? value : '';
  const id = panelId(parameterName, tab);
  // Of several items of one tab the first is its panel.
  const isPanel = tab !== '' && state.takePanel(id);
  const node = element('div', {
    class: 'workbook-item',
    id: isPanel ? id : undefined,
    role: isPanel ? 'tabpanel' : undefined,
    'aria-labelledby': isPanel ? tabId(parameterName, tab) : undefined,
  });
  const width = Number(customWidth);
  if (width > 0 && width < 100) node.style.setProperty('--share', String(width));
  return node;
}

/** Steps that need what only Azure has. */
const steps: Readonly<Record<number, string>> = { 10: 'Metrics', 13: 'Another workbook' };

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
        node: element(
          'p',
          { class: 'quiet-text' },
          `${steps[type] ?? `Steps of type ${type}`}: only in Azure.`,
        ),
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
      node.innerHTML = markdownHtml(filled);
    },
    close() {},
  };
}
