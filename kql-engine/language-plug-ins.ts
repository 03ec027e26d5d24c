import { loadLanguage } from './language-library.ts';

/** The names of plug-ins that the service has and Microsoft's library does not know. */
export const unknownPlugIns: readonly string[] = ['schema_merge'];

// biome-ignore lint/suspicious/noExplicitAny: a generated list of symbols
let all: any;

/** The plug-ins of the library and those that it does not know, for a GlobalState. */
export function plugInSymbols() {
  if (all) return all;
  const { GlobalState, Symbols } = loadLanguage();
  // biome-ignore lint/suspicious/noExplicitAny: globals that the library defines
  const { Bridge, System } = globalThis as any;
  const list: unknown[] = [];
  for (const at = Bridge.getEnumerator(GlobalState.Default.PlugIns); at.moveNext(); ) list.push(at.Current);
  const schema = '(ColumnName:string, ColumnOrdinal:long, DataType:string, ColumnType:string)';
  const order = new Symbols.Parameter.$ctor3(
    'PreserveOrder',
    Symbols.ScalarTypes.Bool,
    0,
    null,
    null,
    false,
    null,
    0,
  );
  list.push(
    new Symbols.FunctionSymbol.$ctor5('schema_merge', new Symbols.TableSymbol.$ctor7('', schema, null), [
      order,
    ]),
  );
  all = System.Array.init(list, Symbols.FunctionSymbol);
  return all;
}
