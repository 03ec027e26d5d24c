import type { LogLevel } from './core-api.ts';

/** Takes one line of the host's log. */
export type HostLog = (level: LogLevel, source: string, message: string) => void;

const names: Record<LogLevel, string> = {
  trace: 'trce',
  debug: 'dbug',
  information: 'info',
  warning: 'warn',
  error: 'fail',
  critical: 'crit',
  none: 'none',
};

/**
 * Writes lines such as `2026-11-21T03:00:00.000Z info [forward-blob] Executing …`; trace and debug are left
 * out.
 */
export function hostLog(write: (line: string) => void, now: () => Date): HostLog {
  return (level, source, message) => {
    if (level !== 'trace' && level !== 'debug')
      write(`${now().toISOString()} ${names[level]} [${source}] ${message}`);
  };
}
