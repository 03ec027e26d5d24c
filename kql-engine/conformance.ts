/**
 * Runs the conformance cases (queries with results recorded from Microsoft's engine) that lie beside the repository and prints,
 * per corpus and family, how many are equal, wrong and refused. `node kql-engine/conformance.ts [-v wrong|refused|all] [filter]`
 */
import { existsSync, readFileSync } from 'node:fs';
import { createDatabase, KqlError } from './index.ts';
import { knownDifferences } from './known-differences.ts';
import type { Column } from './types.ts';

const folder = new URL('../../shared/kql-conformance/', import.meta.url);

interface Case {
  id: string;
  family?: string;
  kql: string;
  columns: string[];
  rows?: unknown[][];
  displayRows?: string[];
}

type Outcome = 'equal' | 'wrong' | 'refused';

/** JSON text with sorted keys, reals to nine digits, dates without zeros at the end: equal for equal values. */
function canonical(value: unknown): string {
  // the recorder of the results read JSON into doubles: of a long beyond 2^53 the nearest double is known, and compared
  if (typeof value === 'bigint') return String(Number(value));
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : real(value);
  if (typeof value === 'string') {
    const date = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z$/.exec(value);
    if (date) return JSON.stringify(`${date[1]}${(date[2] ?? '').replace(/\.?0+$/, '')}Z`);
    if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return value;
    if (/^-?\d+(?:\.\d+)?(?:E[+-]?\d+)?$/i.test(value)) return canonical(Number(value));
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value && typeof value === 'object') {
    const entries = Object.entries(value).map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`);
    return `{${entries.sort().join(',')}}`;
  }
  return String(value ?? null);
}

function real(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return String(Number(value.toPrecision(9)));
}

// the types of TypeScript do not have it yet
const { rawJSON: rawJson } = JSON as unknown as { rawJSON(text: string): unknown };

/** How the recorder of the fuzz corpus printed a value. */
function display(value: unknown, type: Column['type']): string {
  if (value === null || value === undefined) return 'null';
  if (type === 'dynamic')
    return JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? rawJson(String(v)) : v), 2);
  if (type === 'bool') return value ? 'True' : 'False';
  if (type === 'string' || type === 'guid') return `'${value}'`;
  if (typeof value === 'number' && type === 'real' && !Number.isSafeInteger(value)) return real(value);
  return String(value);
}

/** Numbers in printed rows to nine digits, so that both sides round alike. */
function rounded(row: string): string {
  return row
    .replace(/-?\d+\.?\d*(?:E[+-]?\d+)?/gi, (n) => (/[.eE]/.test(n) ? real(Number(n)) : n))
    .replace(/(T\d\d:\d\d:\d\d)\.0+Z/g, '$1Z')
    .replace(/\s+/g, ' ');
}

/** Lists of make_set have no order: their elements are compared sorted. */
function unorderedSets(row: string, kql: string): string {
  if (!/make_?set|set_(?:union|difference|intersect)|bag_keys/.test(kql)) return row;
  return row.replace(
    /\[[^[\]]*\]/g,
    (list) =>
      `[${list
        .slice(1, -1)
        .split(',')
        .map((s) => s.trim())
        .sort()
        .join(',')}]`,
  );
}

function sorted(kql: string): boolean {
  const last = kql.split('|').pop()!.trim();
  return /^(?:sort|order|top)\b/.test(last);
}

export function runCase(c: Case): { outcome: Outcome; detail: string } {
  const db = createDatabase({
    tables: [],
    now: () => new Date('2026-01-01T00:00:00Z'),
    limits: { timeMs: 20_000 },
  });
  try {
    const result = db.query(c.kql);
    const order = (rows: string[]) => (sorted(c.kql) ? rows : [...rows].sort());
    if (c.rows) {
      const got = order(result.rows.map((r) => unorderedSets(canonical(r), c.kql)));
      const want = order(c.rows.map((r) => unorderedSets(canonical(r), c.kql)));
      return verdict(got, want, result.columns, c.columns);
    }
    const got = order(
      result.rows.map((r) =>
        unorderedSets(rounded(`(${r.map((v, i) => display(v, result.columns[i]!.type)).join(', ')})`), c.kql),
      ),
    );
    const want = order(c.displayRows!.map((r) => unorderedSets(rounded(r), c.kql)));
    return verdict(got, want, result.columns, c.columns);
  } catch (error) {
    if (error instanceof KqlError && error.code !== 'internal') {
      // a case without columns was recorded as rejected
      if (c.columns.length === 0 && error.kind === 'bind') return { outcome: 'equal', detail: '' };
      return { outcome: 'refused', detail: `${error.kind} ${error.code}: ${error.message}` };
    }
    return { outcome: 'wrong', detail: `crash: ${(error as Error).stack?.slice(0, 400)}` };
  }
}

function verdict(
  got: string[],
  want: string[],
  columns: Column[],
  wanted: string[],
): { outcome: Outcome; detail: string } {
  const sameNames = wanted.length === 0 || columns.map((c) => c.name).join() === wanted.join();
  if (sameNames && got.length === want.length && got.every((g, i) => g === want[i]))
    return { outcome: 'equal', detail: '' };
  const names = sameNames ? '' : `columns ${columns.map((c) => c.name)} instead of ${wanted}; `;
  return {
    outcome: 'wrong',
    detail: `${names}got  ${got.join(' ').slice(0, 600)}\n      want ${want.join(' ').slice(0, 600)}`,
  };
}

export function loadCases(file: 'docs.jsonl' | 'fuzz.jsonl'): Case[] | undefined {
  const path = new URL(file, folder);
  if (!existsSync(path)) return undefined;
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => JSON.parse(line) as Case);
}

/** The names in a query of which a difference from the service is declared. */
function knownDifferencesIn(kql: string): string[] {
  return Object.keys(knownDifferences).filter((name) => new RegExp(`\\b${name}\\s*\\(`).test(kql));
}

function main(): void {
  const verbose = process.argv.includes('-v') ? process.argv[process.argv.indexOf('-v') + 1] : undefined;
  const filter = process.argv.slice(2).find((a, i, all) => a !== '-v' && all[i - 1] !== '-v');
  for (const file of ['docs.jsonl', 'fuzz.jsonl'] as const) {
    const cases = loadCases(file);
    if (!cases) {
      console.log(`${file}: not there (the cases lie beside the repository, in ../shared/kql-conformance)`);
      continue;
    }
    const families = new Map<string, Record<Outcome, number>>();
    const differing = new Map<string, number>();
    for (const c of cases) {
      if (filter && !c.id.includes(filter) && !c.kql.includes(filter)) continue;
      const { outcome, detail } = runCase(c);
      const family = c.family ?? 'documentation';
      const counts = families.get(family) ?? { equal: 0, wrong: 0, refused: 0 };
      counts[outcome]++;
      families.set(family, counts);
      if (outcome !== 'equal')
        for (const name of knownDifferencesIn(c.kql)) differing.set(name, (differing.get(name) ?? 0) + 1);
      if (verbose && outcome !== 'equal' && (verbose === 'all' || verbose === outcome)) {
        console.log(`${outcome} ${c.id}\n      ${c.kql.replace(/\s+/g, ' ').slice(0, 500)}\n      ${detail}`);
      }
    }
    const total = { equal: 0, wrong: 0, refused: 0 };
    console.log(`${file.padEnd(28)} equal  wrong refused`);
    for (const [family, n] of families) {
      console.log(
        `  ${family.padEnd(26)} ${String(n.equal).padStart(5)} ${String(n.wrong).padStart(6)} ${String(n.refused).padStart(7)}`,
      );
      for (const key of ['equal', 'wrong', 'refused'] as const) total[key] += n[key];
    }
    const all = total.equal + total.wrong + total.refused || 1;
    const share = (n: number) => `${((100 * n) / all).toFixed(1)} %`;
    console.log(
      `  all ${all}: equal ${share(total.equal)}, wrong ${share(total.wrong)}, refused ${share(total.refused)}`,
    );
    for (const [name, n] of differing)
      console.log(
        `  known difference in ${n} of these that are not equal: ${name}: ${knownDifferences[name]}`,
      );
    console.log('');
  }
}

if (import.meta.main ?? process.argv[1]?.endsWith('conformance.ts')) main();
