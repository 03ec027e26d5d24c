import { element } from '../shell/element.ts';
import type { WorkbookLink } from './workbook-model.ts';
import type { WorkbookState } from './workbook-state.ts';

interface LinksPart {
  readonly node: HTMLElement;
  refresh(): void;
  close(): void;
}

/** The id of a tab, by which the part that it shows is named. */
export function tabId(parameter: string, value: string): string {
  return `tab-${parameter}-${value.replace(/\W+/g, '-')}`;
}

/** The id of the part that a tab shows. */
export function panelId(parameter: string, value: string): string {
  return `${tabId(parameter, value)}-panel`;
}

/** Tabs, or links that set a parameter; addresses of the web open in a window of their own. */
export function linksPart(
  links: readonly WorkbookLink[],
  style: string | undefined,
  state: WorkbookState,
): LinksPart {
  return style === 'tabs' ? tabList(links, state) : linkList(links, state);
}

/**
 * Tabs, one of which is chosen; arrow keys, Home and End go from one to the other and choose it.
 * Source: ARIA Authoring Practices, "Tabs".
 */
function tabList(links: readonly WorkbookLink[], state: WorkbookState): LinksPart {
  const tabs = links.filter(({ linkTarget }) => linkTarget === 'parameter');
  const choose = ({ cellValue = '', subTarget = '' }: WorkbookLink) => state.set({ [cellValue]: subTarget });
  const made = tabs.map((link) =>
    element(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: tabId(link.cellValue ?? '', link.subTarget ?? ''),
        onclick: () => choose(link),
      },
      labelOf(link, state),
    ),
  );
  const onkeydown = (event: KeyboardEvent) => {
    const at = made.indexOf(document.activeElement as HTMLButtonElement);
    const moves: Record<string, number> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: made.length - 1,
    };
    const next = moves[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    const index = (next + made.length) % made.length;
    choose(tabs[index]!);
    made[index]!.focus();
  };
  const others = links.filter(({ linkTarget }) => linkTarget !== 'parameter');
  const list = element('div', { role: 'tablist', 'aria-label': 'Parts of the workbook', onkeydown }, ...made);
  const node =
    others.length === 0 ? list : element('div', { class: 'row' }, list, linkList(others, state).node);
  return {
    node,
    refresh() {
      for (const [index, { cellValue = '', subTarget = '' }] of tabs.entries()) {
        const isOpen = state.text(cellValue) === subTarget;
        const tab = made[index]!;
        tab.setAttribute('aria-selected', String(isOpen));
        tab.tabIndex = isOpen ? 0 : -1;
        const panel = panelId(cellValue, subTarget);
        if (isOpen) tab.setAttribute('aria-controls', panel);
        else tab.removeAttribute('aria-controls');
      }
      // Where none is open the first is the way in.
      if (!made.some(({ tabIndex }) => tabIndex === 0) && made[0] !== undefined) made[0].tabIndex = 0;
    },
    close() {},
  };
}

function linkList(links: readonly WorkbookLink[], state: WorkbookState): LinksPart {
  const made = links.map((link) => {
    const label = labelOf(link, state);
    const { linkTarget = '', cellValue = '', subTarget = '' } = link;
    if (linkTarget === 'parameter')
      return element(
        'button',
        { type: 'button', class: 'link', onclick: () => state.set({ [cellValue]: subTarget }) },
        label,
      );
    const address = state.label(cellValue);
    return linkTarget.toLowerCase() === 'url' && /^https?:\/\//i.test(address)
      ? element('a', { href: address, target: '_blank', rel: 'noreferrer' }, label)
      : element('span', { class: 'quiet-text', title: `Only in Azure: ${linkTarget}` }, label);
  });
  return { node: element('div', { class: 'row' }, ...made), refresh() {}, close() {} };
}

function labelOf({ linkLabel, subTarget }: WorkbookLink, state: WorkbookState): string {
  return state.label(linkLabel ?? subTarget ?? '');
}
