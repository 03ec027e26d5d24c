/** What went wrong: the query does not bind, it uses something this engine does not have, or it failed while running. */
export type KqlErrorKind = 'bind' | 'unsupported' | 'runtime';

/**
 * An error of a query. `code` is Kusto's own code for a bind error (KS142 …), otherwise one of this engine's words
 * (`unsupported`, `limit`, `runtime`, `transform`). `start` and `length` are the place in the query text, in UTF-16 units.
 */
export class KqlError extends Error {
  override readonly name = 'KqlError';
  readonly code: string;
  readonly start: number;
  readonly length: number;
  readonly kind: KqlErrorKind;

  constructor(code: string, message: string, start: number, length: number, kind: KqlErrorKind) {
    super(message);
    this.code = code;
    this.start = start;
    this.length = length;
    this.kind = kind;
  }
}
