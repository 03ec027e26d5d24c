import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** When a timer function ran last, and when it is due. ISO 8601. */
export interface TimerStatus {
  readonly last: string;
  readonly next: string;
}

/** Remembers the timers across starts, as the host in Azure does with blobs of its own. */
export interface TimerStatuses {
  get(name: string): TimerStatus | undefined;
  set(name: string, status: TimerStatus): void;
}

/** Keeps them in a JSON file; one that cannot be read counts as empty. */
export function timerStatusFile(file: string): TimerStatuses {
  let statuses: Record<string, TimerStatus> = {};
  try {
    statuses = JSON.parse(readFileSync(file, 'utf8')) as typeof statuses;
  } catch {
    // The first start.
  }
  return {
    get: (name) => statuses[name],
    set(name, status) {
      statuses = { ...statuses, [name]: status };
      writeFileSync(`${file}.new`, JSON.stringify(statuses));
      renameSync(`${file}.new`, file);
    },
  };
}
