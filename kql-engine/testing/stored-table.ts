import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { createDatabase, type Database, type StorageOptions } from '../index.ts';
import type { Column } from '../types.ts';

/** A column of every type that is stored in a way of its own. */
export const columns: Column[] = [
  { name: 'TimeGenerated', type: 'datetime' },
  { name: 'text', type: 'string' },
  { name: 'n', type: 'long' },
  { name: 'i', type: 'int' },
  { name: 'r', type: 'real' },
  { name: 'b', type: 'bool' },
  { name: 'g', type: 'guid' },
  { name: 's', type: 'timespan' },
  { name: 'd', type: 'dynamic' },
];
export const now = () => new Date('2026-06-15T12:00:00Z');

/** Names of folders that are removed after the tests. */
export function testFolders(): () => string {
  const folder = mkdtempSync(join(tmpdir(), 'kql-table-'));
  after(() => rmSync(folder, { recursive: true }));
  let folders = 0;
  return () => join(folder, String(folders++));
}

/** A database with the table T in segments of eight rows: on disk with hardly any memory, or without a folder in memory. */
export function openTable(directory?: string, more: StorageOptions = {}): Database {
  const storage =
    directory === undefined ? { segmentRows: 8 } : { directory, segmentRows: 8, memoryBytes: 4000 };
  return createDatabase({ tables: [{ name: 'T', columns }], now, storage: { ...storage, ...more } });
}
