import './flow-page.css';
import { collectorColors } from '../../../../workbooks/source/outcome-looks.ts';
import { type Chart, chart } from '../chart/chart.ts';
import { element, fill } from '../shell/element.ts';
import { queryAddress } from '../shell/navigation.ts';
import type { ShownPage } from '../shell/page.ts';
import { fetchStatus, type QueryAnswer, runQuery, type StackStatus } from '../shell/stack-api.ts';
import { durationInWords } from './duration-in-words.ts';
import { flowQueries } from './flow-queries.ts';
import { plainTable } from './plain-table.ts';

/** Milliseconds between two looks at the counters, and between two runs of the queries. */
const statusPeriod = 2000;
const queryPeriod = 15_000;
const count = new Intl.NumberFormat('en');
const rate = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** What a number is of, the number, and what is said beside it in small letters. */
type Fact = readonly [term: string, shown: readonly [value: string, note?: string]];

/** What is coming in, as it comes: rates, servers with their lag, rejected rows with their reasons, processes. */
export async function showFlow(main: HTMLElement): Promise<ShownPage> {
  const facts = element('dl', { class: 'facts' });
  const processes = element('ul', { class: 'processes' });
  const place = (title: string, query: string, time: string) => {
    const body = element('div', { class: 'scroll', role: 'region', tabIndex: 0, 'aria-label': title });
    const node = element(
      'section',
      { class: 'panel' },
      element(
        'div',
        { class: 'row spread panel-head' },
        element('h2', {}, title),
        element('a', { href: queryAddress(query, time) }, 'Query'),
      ),
      body,
    );
    return { node, body, query, time };
  };
  const arrivals = place('Rows in five minutes, by way of collection', flowQueries.arrivals, 'PT4H');
  const servers = place('Servers', flowQueries.servers, 'P1D');
  const rejects = place('Rejected rows and errors', flowQueries.problems, 'P1D');
  const runs = place('Newest runs', flowQueries.runs, 'P1D');

  fill(main, [
    element('h1', { class: 'visually-hidden' }, 'Flow'),
    element('section', { class: 'panel', 'aria-label': 'Now' }, facts, processes),
    arrivals.node,
    servers.node,
    rejects.node,
    runs.node,
  ]);

  let closed = false;
  let drawn: Chart | undefined;
  let drawnText = '';
  let lag: Fact[1] | undefined;
  let newestAge: string | undefined;
  let current: StackStatus | undefined;
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const repeat = async (work: () => Promise<void>, period: number) => {
    try {
      // A page that nobody sees asks for nothing.
      if (!document.hidden) await work();
    } catch {
      if (!closed) fill(processes, [element('li', { class: 'bad' }, 'The stack does not answer.')]);
    }
    if (closed) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      void repeat(work, period);
    }, period);
    timers.add(timer);
  };

  function showStatus(status: StackStatus): void {
    current = status;
    const shown: Fact[] = [
      ['Rows a second, last minute', [rate.format(status.rowsPerSecond)]],
      ['Newest record', [newestAge ?? '–']],
      ['Longest lag measured', lag ?? ['none yet']],
      ...Object.entries(status.tables).map(([name, rows]): Fact => [name, [count.format(rows), 'rows']]),
      ['Running since', [sinceText(status.started, new Date())]],
    ];
    fill(
      facts,
      shown.map(([term, [value, note]]) =>
        element(
          'div',
          {},
          element('dt', {}, term),
          element('dd', {}, value, note && element('span', { class: 'quiet-text' }, ` ${note}`)),
        ),
      ),
    );
    fill(
      processes,
      status.children.map(({ name, state, restarts }) =>
        element(
          'li',
          { class: state === 'running' ? 'good' : 'bad' },
          `${name} ${state}${restarts > 0 ? `, started again ${restarts} ×` : ''}`,
        ),
      ),
    );
  }

  const table = ({ tables }: QueryAnswer, empty: string) => plainTable(tables[0]!, empty);
  await Promise.all([
    repeat(async () => showStatus(await fetchStatus()), statusPeriod),
    repeat(async () => {
      const [arrived, byServer, problems, newest] = await Promise.all(
        [arrivals, servers, rejects, runs].map(({ query, time }) => runQuery(query, time)),
      );
      if (closed) return;
      fill(servers.body, [table(byServer!, 'No rows have come from a server in the last 24 hours.')]);
      fill(rejects.body, [table(problems!, 'Nothing was rejected and nothing failed in the last 24 hours.')]);
      fill(runs.body, [table(newest!, 'No run in the last 24 hours.')]);
      const longest = byColumn(byServer!, 'LagSeconds').at(-1);
      const newestRow = byColumn(byServer!, 'AgeSeconds')[0];
      lag = longest && [durationInWords(longest.value), longest.of];
      newestAge = newestRow && `${durationInWords(newestRow.value)} old`;
      // The facts wait for no further look at the counters.
      if (current !== undefined) showStatus(current);
      const text = JSON.stringify(arrived!.tables[0]);
      if (text === drawnText) return;
      drawnText = text;
      drawn?.close();
      drawn = chart(
        'stackedareachart',
        arrived!.tables[0]!,
        { colors: collectorColors },
        'Rows in five minutes by way of collection',
      );
      fill(arrivals.body, [drawn.node]);
    }, queryPeriod),
  ]);

  return {
    close() {
      closed = true;
      drawn?.close();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** A time of today without its date. */
function sinceText(started: string, now: Date): string {
  const [date, time] = started.split('T');
  const isToday = date === now.toISOString().slice(0, 10);
  return `${isToday ? '' : `${date} `}${time!.slice(0, 5)} UTC`;
}

/** The numbers of a column, the least first, and the first column's text beside each; empty ones are left out. */
function byColumn({ tables }: QueryAnswer, column: string): { value: number; of: string }[] {
  const { columns, rows } = tables[0]!;
  const index = columns.findIndex(({ name }) => name === column);
  return rows
    .flatMap((row) => (typeof row[index] === 'number' ? [{ value: row[index], of: String(row[0]) }] : []))
    .sort((a, b) => a.value - b.value);
}
