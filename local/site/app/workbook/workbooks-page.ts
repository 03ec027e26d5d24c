import { element, fill } from '../shell/element.ts';
import { keepState } from '../shell/navigation.ts';
import type { Place, ShownPage } from '../shell/page.ts';
import { fetchContent } from '../shell/stack-api.ts';
import type { Workbook } from './workbook-model.ts';
import { WorkbookState } from './workbook-state.ts';
import { workbookItems } from './workbook-view.ts';

interface WorkbookFile {
  readonly key: string;
  readonly displayName: string;
  readonly description: string;
  readonly serializedData: string;
}

/** The workbooks that are deployed, and any other from a file. */
export async function showWorkbooks(main: HTMLElement, place: Place): Promise<ShownPage> {
  const files = (await fetchContent<WorkbookFile>('workbooks')).toSorted((a, b) =>
    a.displayName.localeCompare(b.displayName, 'en'),
  );
  let shown: { close(): void } | undefined;
  const show = ({ rest, state }: Place) => {
    shown?.close();
    shown = undefined;
    const file = files.find(({ key }) => key === rest);
    if (file === undefined) fill(main, [gallery(files, (name, text) => open(name, text, {}))]);
    else open(file.displayName, file.serializedData, chosenIn(state));
  };
  const open = (title: string, text: string, chosen: Readonly<Record<string, unknown>>) => {
    shown = openWorkbook(main, title, text, { chosen, keys: files.map(({ key }) => key) });
  };
  show(place);
  return { go: show, close: () => shown?.close() };
}

function openWorkbook(
  main: HTMLElement,
  title: string,
  text: string,
  { chosen, keys }: { chosen: Readonly<Record<string, unknown>>; keys: readonly string[] },
): { close(): void } | undefined {
  try {
    const workbook = JSON.parse(text) as Workbook;
    if (!Array.isArray(workbook.items)) throw new Error('it has no items');
    const state = new WorkbookState(workbook, chosen, keys);
    const view = workbookItems(workbook.items, state);
    const refresh = () => {
      const address = new URLSearchParams();
      if (Object.keys(state.chosen).length > 0) address.set('parameters', JSON.stringify(state.chosen));
      if (location.pathname !== '/workbooks') keepState(address);
      view.refresh();
    };
    const end = state.onChange(refresh);
    const again = element(
      'button',
      {
        type: 'button',
        onclick() {
          state.now = new Date();
          state.changed();
        },
      },
      'Refresh',
    );
    fill(main, [
      element(
        'div',
        { class: 'row spread' },
        element('h1', {}, title),
        element(
          'span',
          { class: 'row' },
          again,
          element('a', { class: 'button', href: '/workbooks' }, 'All workbooks'),
        ),
      ),
      view.node,
    ]);
    refresh();
    return {
      close() {
        end();
        view.close();
      },
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    fill(main, [
      element(
        'div',
        { class: 'notice bad', role: 'alert' },
        element('p', {}, `${title} is no workbook: ${message}.`),
      ),
    ]);
    return undefined;
  }
}

function gallery(files: readonly WorkbookFile[], onFile: (name: string, text: string) => void): HTMLElement {
  const input = element('input', {
    type: 'file',
    accept: '.json,.workbook,application/json',
    async onchange() {
      const file = input.files?.[0];
      if (file !== undefined) onFile(file.name, await file.text());
    },
  });
  return element(
    'div',
    { class: 'gallery' },
    element('h1', {}, 'Workbooks'),
    files.length === 0 ? element('p', { class: 'quiet-text' }, 'No workbooks are deployed yet.') : undefined,
    element(
      'ul',
      { class: 'gallery-list' },
      ...files.map(({ key, displayName, description }) =>
        element(
          'li',
          {},
          element(
            'a',
            { class: 'panel', href: `/workbooks/${encodeURIComponent(key)}` },
            element('strong', {}, displayName),
            element('span', { class: 'quiet-text' }, description),
          ),
        ),
      ),
    ),
    element('label', { class: 'field' }, 'Open a workbook from a file', input),
  );
}

function chosenIn(state: URLSearchParams): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(state.get('parameters') ?? '{}');
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
