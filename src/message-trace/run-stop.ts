import type { MailflowError } from '../error.ts';

/** Why a run of the poller ends before everything is read. The next run goes on. */
export type StopReason = 'out-of-time' | 'out-of-quota' | 'throttled' | 'failed';

/** Ends a run, in good order: everything done so far is kept. */
export class RunStop extends Error {
  override readonly name = 'RunStop';
  readonly reason: StopReason;
  /** What went wrong, where something did. */
  readonly error: MailflowError | undefined;

  constructor(reason: StopReason, error?: MailflowError) {
    super(reason);
    this.reason = reason;
    this.error = error;
  }
}
