/** What a `MailflowError` is built from, beside its code and message. */
export interface MailflowErrorOptions {
  /** Whether the same call can succeed later without anybody changing anything. Default: false. */
  retryable?: boolean;
  /** What a person should do about it: one or two full sentences. */
  advice?: string;
  cause?: unknown;
}

/**
 * The one error class of mailflow. `message` says what happened and where, `advice` what to do,
 * `code` is stable and can be tested for, `retryable` tells callers whether to wait or to give up.
 */
export class MailflowError extends Error {
  override readonly name = 'MailflowError';
  readonly code: string;
  readonly retryable: boolean;
  readonly advice: string;

  constructor(code: string, message: string, options: MailflowErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.advice = options.advice ?? '';
  }
}
