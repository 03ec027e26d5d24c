import type { KustoEditor } from '../editor/kusto-editor.ts';
import { element } from '../shell/element.ts';
import type { Metadata } from '../shell/stack-api.ts';

export interface QueryEditorOptions {
  readonly text: string;
  readonly metadata: Metadata;
  readonly onRun: () => void;
  readonly onChange: () => void;
}

export type QueryEditor = Omit<KustoEditor, 'close'> & { readonly node: HTMLElement; close(): void };

/** A plain field for the query that can be used at once; the Kusto editor takes its place when it is loaded. */
export function queryEditor({ text, metadata, onRun, onChange }: QueryEditorOptions): QueryEditor {
  const field = element('textarea', {
    class: 'query-field',
    'aria-label': 'Query in KQL',
    spellcheck: false,
    value: text,
    oninput: onChange,
    onkeydown(event: KeyboardEvent) {
      if (event.key !== 'Enter' || !(event.shiftKey || event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      onRun();
    },
  });
  const place = element('div', { class: 'query-editor', 'data-state': 'plain' }, field);
  let kusto: KustoEditor | undefined;
  let closed = false;

  void (async () => {
    // The page comes first: the editor is loaded once the browser has shown it.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const { createKustoEditor } = await import('../editor/kusto-editor.ts');
    if (closed) return;
    const container = element('div', { class: 'query-monaco' });
    const hadFocus = document.activeElement === field;
    place.append(container);
    kusto = await createKustoEditor({ container, text: field.value, metadata, onRun, onChange });
    field.remove();
    if (hadFocus) kusto.focus();
    place.dataset.state = 'kusto';
  })();

  return {
    node: place,
    get text() {
      return kusto?.text ?? field.value;
    },
    current: () => kusto?.current() ?? { text: field.value, line: 1 },
    set(next) {
      if (kusto === undefined) field.value = next;
      else kusto.set(next);
    },
    insert(part) {
      if (kusto === undefined) field.setRangeText(part, field.selectionStart, field.selectionEnd, 'end');
      else kusto.insert(part);
    },
    focus: () => (kusto ?? field).focus(),
    mark: (error) => kusto?.mark(error),
    format: () => kusto?.format(),
    close() {
      closed = true;
      kusto?.close();
    },
  };
}
