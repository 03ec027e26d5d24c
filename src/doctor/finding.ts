/**
 * How a check ended. `warned`: it works, but somebody should look; `skipped`: it was not tried, and the message says why.
 */
export type FindingState = 'passed' | 'warned' | 'failed' | 'skipped';

/** One line of what `mailflow doctor` found. */
export interface Finding {
  /** What was looked at, in a few words. */
  readonly check: string;
  readonly state: FindingState;
  readonly message: string;
  /** What to do about it; where it warned or failed. */
  readonly advice?: string;
}

/** Something to look at. */
export interface Check {
  readonly name: string;
  /** Rejects or gives a finding where something is wrong: both come to the same. */
  run(signal: AbortSignal): Promise<readonly Finding[]>;
}

export function passed(check: string, message: string): Finding {
  return { check, state: 'passed', message };
}

export function warned(check: string, message: string, advice: string): Finding {
  return { check, state: 'warned', message, advice };
}

export function failed(check: string, message: string, advice: string): Finding {
  return { check, state: 'failed', message, advice };
}

export function skipped(check: string, message: string): Finding {
  return { check, state: 'skipped', message };
}
