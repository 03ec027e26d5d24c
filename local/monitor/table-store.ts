import { join } from 'node:path';
import type { Database } from '../../kql-engine/index.ts';
import type { TableRows, TableSchema } from './collection-rule.ts';
import { type Journal, openJournal } from './journal.ts';

/** All tables: rows on disk, and in the engine where they are queried. */
export interface TableStore {
  /**
   * Resolves once the rows are on disk and in the engine.
   * @param received the ingestion time of the rows, now and after a restart
   */
  append(tables: readonly TableRows[], received: Date): Promise<void>;
  /** Rows by table. */
  readonly counts: ReadonlyMap<string, number>;
  /** Rows stored since the store was opened. */
  readonly received: number;
  close(): Promise<void>;
}

/**
 * Opens the tables. A row is in the journal until the engine has it in a segment on disk; the segment tells up to which
 * position of the journal it reaches, so that a kill between the two steps neither loses nor doubles a row.
 * @param folder one folder a table in it: the journal's
 * @param database the engine, whose segments are opened already
 * @param report hears of rows that a kill left half written
 */
export async function openTableStore(
  folder: string,
  tables: readonly Pick<TableSchema, 'name'>[],
  database: Pick<Database, 'ingest' | 'count' | 'durableEnd'>,
  report: (text: string) => void,
): Promise<TableStore> {
  const counts = new Map<string, number>();
  const journals = new Map<string, Journal>();
  for (const { name } of tables) {
    counts.set(name, database.count(name));
    const { journal, torn } = await openJournal(join(folder, name), {
      from: database.durableEnd(name),
      stored(rows, position, received) {
        database.ingest(name, rows, position, received);
        counts.set(name, database.count(name));
        return database.durableEnd(name);
      },
    });
    journals.set(name, journal);
    if (torn > 0)
      report(
        `${name}: ${torn} rows were half written when the stack was killed; their sender sends them again.`,
      );
  }
  let count = 0;
  return {
    async append(batches, received) {
      await Promise.all(batches.map(({ table, rows }) => journals.get(table)!.append(rows, received)));
      for (const { rows } of batches) count += rows.length;
    },
    counts,
    get received() {
      return count;
    },
    async close() {
      for (const journal of journals.values()) await journal.close();
    },
  };
}
