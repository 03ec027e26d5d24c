import './query-page.css';
import { element, fill } from '../shell/element.ts';
import { keepState } from '../shell/navigation.ts';
import type { Place, ShownPage } from '../shell/page.ts';
import { fetchMetadata, QueryError, runQuery } from '../shell/stack-api.ts';
import { readsPageRange, withPageRange } from './page-range.ts';
import { queryEditor } from './query-editor.ts';
import { addToHistory } from './query-history.ts';
import { queryShelf } from './query-shelf.ts';
import { resultView } from './result-view.ts';
import { timeRangePicker } from './time-range.ts';
import { valueActions } from './value-actions.ts';

const firstQuery = `MessageTrackingLog_CL
| summarize Events = count(), Messages = dcount(networkMessageId), Last = max(TimeGenerated) by eventId
| sort by Events desc`;
const draftKey = 'mailflow.draft';
const count = new Intl.NumberFormat('en');

/** Editor, time range, results; saved queries, tables and history beside them. */
export async function showQuery(main: HTMLElement, place: Place): Promise<ShownPage> {
  const metadata = await fetchMetadata();
  let running: AbortController | undefined;
  let shown: { close(): void } | undefined;

  const took = element('span', { class: 'quiet-text', role: 'status' });
  const result = element('div', { class: 'panel query-result', hidden: true });
  const time = timeRangePicker(() => share());
  const runButton = element('button', { type: 'button', class: 'primary', onclick: () => run() }, 'Run');
  const cancelButton = element(
    'button',
    { type: 'button', hidden: true, onclick: () => running?.abort() },
    'Cancel',
  );
  const editor = queryEditor({
    text: place.state.get('query') ?? localStorage.getItem(draftKey) ?? firstQuery,
    metadata,
    onRun: () => run(),
    onChange: () => localStorage.setItem(draftKey, editor.text),
  });
  const linkButton = element(
    'button',
    {
      type: 'button',
      async onclick() {
        share();
        await navigator.clipboard.writeText(location.href);
        took.textContent = 'The link is copied.';
      },
    },
    'Copy link',
  );
  const formatButton = element('button', { type: 'button', onclick: () => editor.format() }, 'Format');

  function share(): void {
    const state = new URLSearchParams({ query: editor.text });
    state.set('time', time.value() ?? 'query');
    keepState(state);
  }

  async function run(): Promise<void> {
    const { text, line } = editor.current();
    if (text.trim() === '') return;
    running?.abort();
    const mine = new AbortController();
    running = mine;
    const range = time.value();
    share();
    editor.mark();
    took.textContent = 'Running …';
    cancelButton.hidden = false;
    const begin = performance.now();
    try {
      const answer =
        range !== undefined && readsPageRange(text)
          ? await runQuery(withPageRange(text, range, new Date()), undefined, mine.signal)
          : await runQuery(text, range, mine.signal);
      if (running !== mine) return;
      const rows = answer.tables[0]?.rows.length ?? 0;
      shown?.close();
      const view = resultView(answer, valueActions(metadata, text, range, open));
      shown = view;
      result.hidden = false;
      fill(result, [view.node]);
      took.textContent = `${count.format(rows)} ${rows === 1 ? 'row' : 'rows'}, ${count.format(Math.round(performance.now() - begin))} ms`;
      addToHistory({ query: text, time: range, at: new Date().toISOString() });
      shelf.refreshHistory();
    } catch (error) {
      if (running !== mine) return;
      shown?.close();
      shown = undefined;
      took.textContent = mine.signal.aborted ? 'Cancelled.' : '';
      result.hidden = mine.signal.aborted;
      if (!mine.signal.aborted) fill(result, [failure(error, line)]);
    } finally {
      if (running === mine) {
        running = undefined;
        cancelButton.hidden = true;
      }
    }
  }

  function failure(error: unknown, firstLine: number): HTMLElement {
    const message = error instanceof Error ? error.message : String(error);
    if (!(error instanceof QueryError) || error.line === undefined)
      return element('div', { class: 'notice bad', role: 'alert' }, element('p', {}, message));
    const line = error.line + firstLine - 1;
    const column = error.column ?? 1;
    editor.mark({ line, column, length: error.tokenLength, message });
    return element(
      'div',
      { class: 'notice bad', role: 'alert' },
      element('p', {}, `Line ${line}, column ${column}: ${message}`),
    );
  }

  function open(query: string, range: string | undefined | null): void {
    editor.set(query);
    if (range !== null) time.set(range);
    void run();
  }

  const shelf = queryShelf({ metadata, onOpen: open, onInsert: (text) => editor.insert(text) });
  fill(main, [
    element('h1', { class: 'visually-hidden' }, 'Query'),
    element(
      'div',
      { class: 'query-columns' },
      shelf.node,
      element(
        'div',
        { class: 'query-work' },
        element(
          'div',
          { class: 'panel query-input' },
          element(
            'div',
            { class: 'row query-bar' },
            runButton,
            cancelButton,
            time.node,
            formatButton,
            linkButton,
            took,
          ),
          editor.node,
          element(
            'p',
            { class: 'quiet-text hint' },
            'Shift + Enter runs the query at the cursor; an empty line ends it.',
          ),
        ),
        result,
      ),
    ),
  ]);
  time.set(rangeOf(place));
  void run();

  return {
    go(next) {
      const query = next.state.get('query');
      if (query === null) return;
      time.set(rangeOf(next));
      editor.set(query);
      void run();
    },
    close() {
      running?.abort();
      shown?.close();
      editor.close();
    },
  };
}

function rangeOf({ state }: Place): string | undefined {
  const time = state.get('time') ?? 'P1D';
  return time === 'query' ? undefined : time;
}
