import { join } from 'node:path';
import type { TableRows, TableSchema } from './collection-rule.ts';
import { type Journal, openJournal } from './journal.ts';
import type { Row } from './stream-rows.ts';

/** All tables: rows on disk, and in the engine where they are queried. */
export interface TableStore {
  /** Resolves once the rows are on disk and in the engine. */
  append(tables: readonly TableRows[]): Promise<void>;
  /** Rows by table. */
  readonly counts: ReadonlyMap<string, number>;
  /** Rows stored since the store was opened. */
  readonly received: number;
  close(): Promise<void>;
}

/**
 * Opens the tables and loads what earlier runs stored.
 * @param folder one folder a table in it
 * @param ingest puts rows into the engine
 * @param report hears of rows that a kill left half written
 */
export async function openTableStore(
  folder: string,
  tables: readonly TableSchema[],
  ingest: (table: string, rows: Row[]) => void,
  report: (text: string) => void,
): Promise<TableStore> {
  const counts = new Map<string, number>();
  const journals = new Map<string, Journal>();
  const add = (table: string, rows: Row[]) => {
    ingest(table, rows);
    counts.set(table, counts.get(table)! + rows.length);
  };
  for (const { name } of tables) {
    counts.set(name, 0);
    const { journal, torn } = await openJournal(join(folder, name), (rows) => add(name, rows));
    journals.set(name, journal);
    if (torn > 0)
      report(
        `${name}: ${torn} rows were half written when the stack was killed; their sender sends them again.`,
      );
  }
  let received = 0;
  return {
    async append(batches) {
      await Promise.all(batches.map(({ table, rows }) => journals.get(table)!.append(rows)));
      for (const { table, rows } of batches) {
        add(table, rows);
        received += rows.length;
      }
    },
    counts,
    get received() {
      return received;
    },
    async close() {
      for (const journal of journals.values()) await journal.close();
    },
  };
}
