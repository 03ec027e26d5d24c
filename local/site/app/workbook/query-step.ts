import { downloadCsv } from '../grid/download-csv.ts';
import { element, fill } from '../shell/element.ts';
import { queryAddress } from '../shell/navigation.ts';
import { type ResultTable, runQuery } from '../shell/stack-api.ts';
import { type StepView, stepView } from './step-view.ts';
import { foreignSource, unsupportedParts } from './unsupported-parts.ts';
import type { ItemContent } from './workbook-model.ts';
import type { WorkbookState } from './workbook-state.ts';

/** Heights in rem by the size of a step: medium, small, large, full, tiny. */
const heights: Readonly<Record<number, number>> = { 0: 20, 1: 14, 2: 28, 3: 34, 4: 10 };

/** A query step: runs when a parameter that it uses has changed, and shows its rows as the workbook says. */
export function queryStep(
  content: ItemContent,
  state: WorkbookState,
): { readonly node: HTMLElement; refresh(): void; close(): void } {
  const foreign = foreignSource(content.queryType);
  const title = element('h3');
  const link = element('a', { hidden: foreign !== undefined }, 'Query');
  const csv = element(
    'button',
    {
      type: 'button',
      class: 'link',
      hidden: true,
      title: 'Save these rows as a CSV file',
      onclick: () => table && downloadCsv(title.textContent, table.columns, shown?.rows?.() ?? table.rows),
    },
    'CSV',
  );
  const body = element('div', { class: 'step-body' });
  const missing = unsupportedParts(content);
  const node = element(
    'section',
    { class: `panel step${content.visualization === 'tiles' ? ' of-tiles' : ''}`, 'aria-busy': 'true' },
    element(
      'div',
      { class: 'row spread step-head' },
      title,
      element('span', { class: 'row step-links' }, csv, link),
    ),
    body,
    missing.length === 0
      ? undefined
      : element('p', { class: 'quiet-text not-shown' }, `Only in Azure: ${missing.join('; ')}.`),
  );
  node.style.setProperty('--grid-height', `${heights[content.size ?? 0] ?? 20}rem`);
  node.style.setProperty('--chart-height', `${heights[content.size ?? 0] ?? 20}rem`);
  let shown: StepView | undefined;
  let table: ResultTable | undefined;
  let ran = '';
  let running: AbortController | undefined;

  async function run(query: string, timespan: string | undefined): Promise<void> {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    node.setAttribute('aria-busy', 'true');
    try {
      const answer = await runQuery(query, timespan, mine.signal);
      if (running !== mine) return;
      shown?.close();
      shown = stepView(content, answer, state);
      [table] = answer.tables;
      csv.hidden = !table?.rows.length;
      fill(body, [shown.node]);
    } catch (error) {
      if (running !== mine || mine.signal.aborted) return;
      const message = error instanceof Error ? error.message : String(error);
      csv.hidden = true;
      fill(body, [element('div', { class: 'notice bad', role: 'alert' }, element('p', {}, message))]);
    }
    node.removeAttribute('aria-busy');
  }

  const say = (text: string) => {
    ran = '';
    csv.hidden = true;
    node.removeAttribute('aria-busy');
    fill(body, [element('p', { class: 'quiet-text' }, text)]);
  };

  return {
    node,
    refresh() {
      title.textContent = state.label(content.title ?? '');
      node.setAttribute('aria-label', title.textContent || 'Query');
      if (foreign !== undefined) return say(foreign);
      const query = state.query(content.query ?? '');
      if (query === undefined) return say('Waiting for a value of a parameter.');
      const timespan = state.timespan(content);
      link.href = queryAddress(query, timespan ?? 'query');
      shown?.update?.();
      const key = `${query}\n${timespan}`;
      if (key === ran) return;
      ran = key;
      void run(query, timespan);
    },
    close() {
      running?.abort();
      shown?.close();
    },
  };
}
