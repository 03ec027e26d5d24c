import tables from '../../infra/generated/tables.json' with { type: 'json' };
import { savedFunctions } from '../../infra/saved-functions.ts';
import { loadLanguage } from '../../kql-engine/language-library.ts';
import { createGlobals } from '../../kql-engine/language-service.ts';
import { kustoColumns } from '../../src/streams/kusto-columns.ts';
import { foreignTables } from '../foreign-tables.ts';

const globals = createGlobals(
  [
    ...tables.map(({ name, columns }) => ({ name, columns: kustoColumns(columns) })),
    ...foreignTables,
    // A table that is not there leaves the columns of a union open, and then any name would do.
    { name: 'ExchangeOnlineMessageTracking_CL', columns: [{ name: 'TimeGenerated', type: 'datetime' }] },
  ],
  [
    ...savedFunctions().map(({ alias, parameters, query }) => ({ name: alias, parameters, body: query })),
    // What every watchlist has; its own columns may be missing.
    {
      name: '_GetWatchlist',
      parameters: 'alias:string',
      body: 'datatable(_DTItemId: string, LastUpdatedTimeUTC: datetime, SearchKey: string)[]',
    },
  ],
);

/** What Microsoft's binder says about a query, suggestions aside: errors and warnings, each with the text that it means. */
export function diagnostics(kql: string): string[] {
  const found = loadLanguage().KustoCode.ParseAndAnalyze(kql, globals.globals).GetDiagnostics();
  const said: string[] = [];
  for (let index = 0; index < (found?.Count ?? 0); index += 1) {
    const { Code, Severity, Message, Start, Length } = found.getItem(index);
    if (Severity === 'Error' || Severity === 'Warning') {
      said.push(`${Severity} ${Code}: ${Message} [${kql.slice(Start, Start + Length)}]`);
    }
  }
  return said;
}
