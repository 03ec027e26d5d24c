import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { trackingFields } from './message.ts';
import { ORDINARY_REACH } from './traffic/traffic-source.ts';

/** Where a folder of log files ends, so that a restart neither repeats nor leaves out a record. */
export interface ResumePoint {
  /** Time of the last whole record of any server, milliseconds since 1970. */
  readonly last: number;
  /** log-id of the records of the last while. */
  readonly logIds: ReadonlySet<string>;
}

/** Finds the end of what an earlier run wrote; undefined where there is nothing. */
export function findResumePoint(dir: string): ResumePoint | undefined {
  const files = listLogs(dir);
  if (files.length === 0) return undefined;
  const hours = files.map((file) => file.hour).sort();
  const newest = hourToTime(hours[hours.length - 1]!);
  let last = 0;
  const logIds = new Set<string>();
  // Two hours back: an hour's file can begin with its first minute, and messages take up to half an hour.
  for (const file of files.filter((entry) => hourToTime(entry.hour) >= newest - ORDINARY_REACH - 3_600_000)) {
    for (const values of readRecords(file.path)) {
      last = Math.max(last, Date.parse(values[0]!));
      logIds.add(values[trackingFields.indexOf('log-id')]!);
    }
  }
  return last === 0 ? undefined : { last, logIds };
}

function listLogs(dir: string): { path: string; hour: string }[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const hour = /^MSGTRK[A-Z]*(\d{10})-\d+\.LOG$/.exec(name.split(/[\\/]/).at(-1)!)?.[1];
    return hour === undefined ? [] : [{ path: join(dir, name), hour }];
  });
}

/** `yyyymmddhh` (UTC) to milliseconds since 1970. */
function hourToTime(hour: string): number {
  return Date.UTC(+hour.slice(0, 4), +hour.slice(4, 6) - 1, +hour.slice(6, 8), +hour.slice(8));
}

function readRecords(path: string): string[][] {
  const text = readFileSync(path, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const records: string[][] = parse(whole, {
    relax_column_count: true,
    relax_quotes: true,
    record_delimiter: '\r\n',
  });
  return records.filter((values) => values.length === trackingFields.length && !values[0]!.startsWith('#'));
}
