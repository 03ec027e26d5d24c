// First: the editor knows only those of its parts that are loaded before anything uses it.
import 'monaco-editor/esm/vs/editor/edcore.main.js';

import KustoWorker from '@kusto/monaco-kusto/release/esm/kusto.worker.js?worker';
import { getKustoWorker, kustoDefaults } from '@kusto/monaco-kusto/release/esm/monaco.contribution.js';
import * as monaco from 'monaco-editor/esm/vs/editor/edcore.main.js';
import EditorWorker from 'monaco-editor/esm/vs/editor/editor.worker.js?worker';
import type { Metadata } from '../shell/stack-api.ts';
import { onThemeChange, type Theme, theme } from '../shell/theme.ts';
import { editorSchema } from './editor-schema.ts';

/** The editor, as far as a page has to know it. Lines and columns count from 1. */
export interface KustoEditor {
  readonly text: string;
  /** The query in which the cursor is: queries are separated by empty lines; what is selected goes before. */
  current(): { text: string; line: number };
  set(text: string): void;
  insert(text: string): void;
  focus(): void;
  /** Marks where the stack found an error; nothing takes the mark away. */
  mark(error?: { line: number; column: number; length: number; message: string }): void;
  format(): void;
  close(): void;
}

export interface EditorOptions {
  readonly container: HTMLElement;
  readonly text: string;
  readonly metadata: Metadata;
  readonly onRun: () => void;
  readonly onChange: () => void;
}

self.MonacoEnvironment = {
  getWorker: (_: unknown, label: string) => (label === 'kusto' ? new KustoWorker() : new EditorWorker()),
};

const themeNames: Readonly<Record<Theme, string>> = { light: 'kusto-light', dark: 'kusto-dark' };

const modelUri = monaco.Uri.parse('inmemory://mailflow/query.kql');

/** Lives as long as the site: what the language service has to say of it may come when the editor is long closed. */
function queryModel(text: string): monaco.editor.ITextModel {
  const model = monaco.editor.getModel(modelUri) ?? monaco.editor.createModel('', 'kusto', modelUri);
  model.setValue(text);
  monaco.editor.setModelMarkers(model, 'stack', []);
  return model;
}

/** Makes the Kusto editor of the Azure portal, which knows the tables and functions of the workspace. */
export async function createKustoEditor(options: EditorOptions): Promise<KustoEditor> {
  kustoDefaults.setLanguageSettings({
    ...kustoDefaults.languageSettings,
    includeControlCommands: false,
    enableHover: true,
    enableQueryWarnings: true,
    newlineAfterPipe: false,
  });
  const model = queryModel(options.text);
  const editor = monaco.editor.create(options.container, {
    model,
    theme: themeNames[theme()],
    automaticLayout: true,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    fontSize: 14,
    lineNumbersMinChars: 3,
    folding: false,
    padding: { top: 8, bottom: 8 },
    ariaLabel: 'Query in KQL. Press Control and M to let Tab move on to the next control.',
    renderLineHighlight: 'none',
    overviewRulerLanes: 0,
    fixedOverflowWidgets: true,
    contextmenu: true,
    wordWrap: 'on',
    suggest: { showWords: false },
    scrollbar: { alwaysConsumeMouseWheel: false },
  });
  editor.addCommand(monaco.KeyMod.Shift | monaco.KeyCode.Enter, options.onRun);
  editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, options.onRun);
  editor.onDidChangeModelContent(options.onChange);
  const endTheme = onThemeChange((name) => monaco.editor.setTheme(themeNames[name]));

  // The schema is kept by the worker, which a model of the language has started by now.
  void (async () => {
    const worker = await (await getKustoWorker())(model.uri);
    await worker.setSchema(editorSchema(options.metadata));
  })();

  return {
    get text() {
      return model.getValue();
    },
    current() {
      const selection = editor.getSelection();
      if (selection !== null && !selection.isEmpty())
        return { text: model.getValueInRange(selection), line: selection.startLineNumber };
      const at = editor.getPosition()?.lineNumber ?? 1;
      const isEmpty = (line: number) => model.getLineContent(line).trim() === '';
      let first = Math.min(at, model.getLineCount());
      while (first > 1 && isEmpty(first)) first--;
      let last = first;
      while (first > 1 && !isEmpty(first - 1)) first--;
      while (last < model.getLineCount() && !isEmpty(last + 1)) last++;
      const text = model.getValueInRange(new monaco.Range(first, 1, last, model.getLineMaxColumn(last)));
      return { text, line: first };
    },
    set(text) {
      // As an edit, so that it can be undone.
      editor.executeEdits('site', [{ range: model.getFullModelRange(), text, forceMoveMarkers: true }]);
      editor.pushUndoStop();
      editor.setPosition({ lineNumber: 1, column: 1 });
    },
    insert(text) {
      editor.executeEdits('site', [{ range: editor.getSelection() ?? new monaco.Range(1, 1, 1, 1), text }]);
      editor.focus();
    },
    focus: () => editor.focus(),
    mark(error) {
      const markers =
        error === undefined
          ? []
          : [
              {
                severity: monaco.MarkerSeverity.Error,
                message: error.message,
                startLineNumber: error.line,
                startColumn: error.column,
                endLineNumber: error.line,
                endColumn: error.column + Math.max(1, error.length),
              },
            ];
      monaco.editor.setModelMarkers(model, 'stack', markers);
    },
    format: () => void editor.getAction('editor.action.formatDocument')?.run(),
    close() {
      endTheme();
      editor.dispose();
    },
  };
}
