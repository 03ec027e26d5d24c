import { contentName } from '../shell/content-name.ts';
import { element, fill } from '../shell/element.ts';
import { fetchContent, type Metadata } from '../shell/stack-api.ts';
import { clearHistory, readHistory } from './query-history.ts';

export interface QueryShelf {
  readonly node: HTMLElement;
  refreshHistory(): void;
}

export interface QueryShelfOptions {
  readonly metadata: Metadata;
  /** @param range undefined: set in the query; null: as it is */
  readonly onOpen: (query: string, range: string | undefined | null) => void;
  readonly onInsert: (text: string) => void;
}

interface SavedQuery {
  readonly displayName: string;
  readonly description: string;
  readonly query: string;
  readonly tactics?: string | readonly string[];
}

/** What helps to write a query: tables and functions, saved queries, history. */
export function queryShelf({ metadata, onOpen, onInsert }: QueryShelfOptions): QueryShelf {
  const history = element('div', { class: 'shelf-list' });
  const saved = element('div', { class: 'shelf-list' });
  const tabs: readonly [string, HTMLElement][] = [
    ['Saved', saved],
    ['Tables', schemaTree(metadata, onInsert)],
    ['History', history],
  ];
  const buttons = tabs.map(([name], index) =>
    element('button', { type: 'button', role: 'tab', class: 'quiet', onclick: () => select(index) }, name),
  );
  const body = element('div', { class: 'shelf-body', role: 'tabpanel', tabIndex: 0, 'aria-label': 'Shelf' });
  const select = (index: number) => {
    for (const [position, button] of buttons.entries())
      button.setAttribute('aria-selected', String(position === index));
    fill(body, [tabs[index]![1]]);
  };
  select(0);

  function refreshHistory(): void {
    const entries = readHistory();
    fill(history, [
      ...entries.map(({ query, time, at }) =>
        entry(query.split('\n')[0]!, `${at.replace('T', ' ').slice(0, 16)} UTC`, query, () =>
          onOpen(query, time),
        ),
      ),
      entries.length === 0
        ? element('p', { class: 'quiet-text' }, 'Queries that you run are kept in this browser.')
        : element(
            'button',
            {
              type: 'button',
              onclick() {
                clearHistory();
                refreshHistory();
              },
            },
            'Clear the history',
          ),
    ]);
  }
  refreshHistory();
  void fillSaved(saved, onOpen);

  const wide = matchMedia('(min-width: 60rem)');
  const node = element(
    'details',
    { class: 'panel shelf', open: wide.matches },
    element('summary', {}, 'Library'),
    element('div', { role: 'tablist', 'aria-label': 'Shelf' }, ...buttons),
    body,
  );
  return { node, refreshHistory };
}

function entry(title: string, more: string, full: string, onOpen: () => void): HTMLElement {
  return element(
    'button',
    { type: 'button', class: 'shelf-entry', title: full, onclick: onOpen },
    element('span', {}, title),
    more === '' ? undefined : element('small', {}, more),
  );
}

async function fillSaved(node: HTMLElement, onOpen: QueryShelfOptions['onOpen']): Promise<void> {
  const [hunting, alerts] = await Promise.all([
    fetchContent<SavedQuery>('hunting-queries'),
    fetchContent<SavedQuery>('alert-rules'),
  ]);
  const search = element('input', {
    type: 'search',
    placeholder: 'Search',
    'aria-label': 'Search saved queries',
  });
  const list = element('div', { class: 'shelf-list' });
  const groups: readonly [string, readonly SavedQuery[]][] = [
    ['Hunting', hunting],
    ['Alerts on operations', alerts],
  ];
  const show = () => {
    const wanted = search.value.trim().toLowerCase();
    const found = groups.map(
      ([name, queries]) =>
        [
          name,
          queries.filter(({ displayName, description }) =>
            `${displayName} ${description}`.toLowerCase().includes(wanted),
          ),
        ] as const,
    );
    fill(
      list,
      found.flatMap(([name, queries]) =>
        queries.length === 0
          ? []
          : [
              element('h3', {}, name),
              ...queries.map(({ displayName, description, query }) =>
                entry(contentName(displayName), '', description, () => onOpen(query, null)),
              ),
            ],
      ),
    );
    if (list.childElementCount === 0)
      fill(list, [element('p', { class: 'quiet-text' }, 'No saved query has these words.')]);
  };
  search.addEventListener('input', show);
  show();
  fill(node, [search, list]);
}

function schemaTree({ tables, functions }: Metadata, onInsert: (text: string) => void): HTMLElement {
  const name = (text: string, more: string) =>
    element(
      'li',
      {},
      element('button', { type: 'button', class: 'link', onclick: () => onInsert(text) }, text),
      ` ${more}`,
    );
  return element(
    'div',
    { class: 'shelf-list schema' },
    ...tables.map((table) =>
      element(
        'details',
        {},
        element('summary', {}, table.name),
        element(
          'ul',
          {},
          name(table.name, 'the table'),
          ...table.columns.map((column) => name(column.name, column.type)),
        ),
      ),
    ),
    functions.length === 0
      ? undefined
      : element(
          'details',
          { open: true },
          element('summary', {}, 'Functions'),
          element('ul', {}, ...functions.map((one) => name(one.name, `(${one.parameters ?? ''})`))),
        ),
  );
}
