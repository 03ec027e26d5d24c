import { guarded, loadLanguage } from './language-library.ts';
import { unknownPlugIns } from './language-plug-ins.ts';

/** What the language has: the names of built-in functions, aggregates and plug-ins, and the kinds of tabular operators. */
export interface LanguageNames {
  functions: string[];
  aggregates: string[];
  plugins: string[];
  scalarOperators: string[];
  tabularKinds: string[];
}

/** The names that the binder knows, sorted; those that are internal (with underscores in front) are left out. */
export function languageNames(): LanguageNames {
  return guarded(() => {
    const { GlobalState, Syntax } = loadLanguage();
    // biome-ignore lint/suspicious/noExplicitAny: globals that the library defines
    const { Bridge, System } = globalThis as any;
    const state = GlobalState.Default;
    const names = (list: unknown) => {
      const out: string[] = [];
      const at = Bridge.getEnumerator(list);
      while (at.moveNext()) out.push(at.Current.Name);
      return out.filter((n) => !n.startsWith('__')).sort();
    };
    return {
      functions: names(state.Functions),
      aggregates: names(state.Aggregates),
      plugins: [...names(state.PlugIns), ...unknownPlugIns].sort(),
      scalarOperators: names(state.Operators),
      tabularKinds: (System.Enum.getNames(Syntax.SyntaxKind) as string[])
        .filter((n) => n.endsWith('Operator') && n !== 'BadQueryOperator')
        .sort(),
    };
  });
}
