import { MailflowError } from '../error.ts';
import { type Body, compressRows, onlyRow, originOf } from './body.ts';
import type { BodySizer } from './body-sizer.ts';
import { cutLongValues } from './cut-long-values.ts';
import type { DeadLetter } from './dead-letter.ts';
import { deliverBody, type RefusedRow, StreamEvidence } from './deliver-body.ts';
import type { Link } from './exchange.ts';
import { type LedgerEntry, MarkLedger } from './mark-ledger.ts';
import type { RequestSlots } from './request-slots.ts';
import { RowPacker } from './row-packer.ts';
import { maxValueBytes } from './service-limits.ts';
import { aborted } from './upload-errors.ts';
import {
  nothingUploaded,
  type RowOrigin,
  type SessionOptions,
  type UploadSession,
  type UploadSummary,
} from './upload-session.ts';

/** What all sessions of an uploader share. */
export interface SharedUpload
  extends Pick<Link, 'post' | 'gate' | 'clock' | 'retryBudgetMs' | 'forbiddenBudgetMs' | 'onWait'> {
  readonly slots: RequestSlots;
  readonly sizer: BodySizer;
  /** Sessions that hold rows not yet packed. */
  holders: number;
  /** Bodies on their way. */
  readonly running: Set<Promise<void>>;
}

/** A body answered for, with the letters that must be stored before its marks count. */
interface Answered {
  readonly entry: LedgerEntry;
  readonly letters: readonly DeadLetter[];
  readonly refused: number;
}

/** One file or request on its way: packs, sends, dead-letters and keeps the marks. */
export class RowSession<Mark> implements UploadSession<Mark> {
  readonly #options: SessionOptions<Mark>;
  readonly #shared: SharedUpload;
  readonly #link: Link;
  readonly #packer = new RowPacker();
  readonly #ledger: MarkLedger<Mark>;
  readonly #evidence = new StreamEvidence();
  readonly #stop = new AbortController();
  readonly #summary = nothingUploaded();
  readonly #onAbort = () => this.#fail(aborted(this.#options.signal?.reason));
  #added = 0;
  #running = 0;
  #waits = 0;
  #waitingSince = 0;
  #failure: { readonly error: unknown } | undefined;
  #idle = Promise.withResolvers<void>();
  /** Answers with refused rows, kept until another row shows that the stream itself is sound. */
  #unproven: Answered[] = [];

  constructor(options: SessionOptions<Mark>, shared: SharedUpload) {
    this.#options = options;
    this.#shared = shared;
    this.#ledger = new MarkLedger(options.onReached);
    this.#link = {
      stream: options.stream,
      post: shared.post,
      gate: shared.gate,
      clock: shared.clock,
      retryBudgetMs: shared.retryBudgetMs,
      forbiddenBudgetMs: shared.forbiddenBudgetMs,
      signal: options.signal,
      stop: this.#stop.signal,
      onWait: shared.onWait,
      onRequest: (bytes) => {
        this.#summary.requests++;
        this.#summary.bytesSent += bytes;
      },
      waiting: (wait) => this.#countWait(wait),
    };
  }

  get reached(): Mark | undefined {
    return this.#ledger.reached;
  }

  get summary(): Readonly<UploadSummary> {
    return this.#summary;
  }

  add(row: string, origin: RowOrigin): Promise<void> | undefined {
    if (this.#options.signal?.aborted) this.#onAbort();
    if (this.#failure) return Promise.reject(this.#failure.error);
    if (this.#packer.rows === 0) this.#shared.holders++;
    if (this.#packer.append(row, origin) > maxValueBytes) this.#cut(row, origin);
    this.#added++;
    if (this.#packer.bytes < this.#shared.sizer.target(this.#shared.holders)) return undefined;
    return this.#send();
  }

  mark(mark: Mark): void {
    this.#ledger.mark(this.#added, mark);
  }

  async flush(): Promise<UploadSummary> {
    if (this.#packer.rows > 0 && this.#options.signal?.aborted) this.#onAbort();
    // A failure while waiting for a slot is thrown below.
    if (this.#packer.rows > 0) this.#send()?.catch(() => {});
    while (this.#running > 0) await this.#idle.promise;
    if (!this.#failure) await this.#settleUnproven().catch((error) => this.#fail(error));
    this.#packer.shrink();
    if (this.#failure) throw this.#failure.error;
    return { ...this.#summary };
  }

  #cut(row: string, origin: RowOrigin): void {
    const cut = cutLongValues(row);
    if (!cut) return;
    this.#packer.undoLast();
    this.#packer.append(cut.row, origin);
    this.#packer.keepWhole({ row, columns: cut.columns });
  }

  /** Compresses the rows held and sends them as soon as there is a slot; until then a promise comes back. */
  #send(): Promise<void> | undefined {
    const packed = this.#packer.take();
    this.#shared.holders--;
    if (this.#failure) return undefined;
    const body = compressRows(packed, this.#shared.sizer);
    const entry = this.#ledger.open(this.#added);
    if (this.#running++ === 0) {
      this.#idle = Promise.withResolvers();
      this.#options.signal?.addEventListener('abort', this.#onAbort);
    }
    const slot = this.#shared.slots.acquire();
    const run = this.#run(body, entry, slot);
    this.#shared.running.add(run);
    void run.then(() => this.#shared.running.delete(run));
    return slot?.then(() => {
      if (this.#failure) throw this.#failure.error;
    });
  }

  /** Never rejects: a failure ends the session and is thrown by `add` and `flush`. */
  async #run(body: Body, entry: LedgerEntry, slot: Promise<void> | undefined): Promise<void> {
    await slot;
    try {
      if (!this.#failure) await this.#deliver(body, entry);
    } catch (error) {
      this.#fail(error);
    }
    this.#shared.slots.release();
    if (--this.#running === 0) {
      this.#options.signal?.removeEventListener('abort', this.#onAbort);
      this.#idle.resolve();
    }
  }

  async #deliver(body: Body, entry: LedgerEntry): Promise<void> {
    const refused = await deliverBody(this.#link, body, this.#evidence, this.#shared.sizer);
    this.#summary.rowsSent += body.ends.length - refused.length;
    const answered = { entry, letters: await this.#letters(body, refused), refused: refused.length };
    if (this.#evidence.rowsAccepted === 0 && refused.some((row) => row.reason === 'rejected-by-service')) {
      this.#unproven.push(answered);
      return;
    }
    await this.#settle(answered);
    if (this.#evidence.rowsAccepted > 0) await this.#settleUnproven();
  }

  async #settleUnproven(): Promise<void> {
    const unproven = this.#unproven;
    this.#unproven = [];
    for (const answered of unproven) await this.#settle(answered);
  }

  /** Stores the dead letters, and only then lets the marks pass. */
  async #settle({ entry, letters, refused }: Answered): Promise<void> {
    if (letters.length > 0) {
      try {
        await this.#options.deadLetters.write(letters);
      } catch (error) {
        if (error instanceof MailflowError) throw error;
        throw new MailflowError(
          'dead-letters',
          `Cannot store ${letters.length} dead letters: ${String(error)}`,
          {
            retryable: true,
            advice:
              'Check the storage of the dead letters and the rights on it. The rows are sent again by the next run.',
            cause: error,
          },
        );
      }
    }
    this.#summary.rowsRejected += refused;
    this.#summary.valuesCut += letters.length - refused;
    this.#ledger.settle(entry);
  }

  /** A letter for each refused row, and one for each row that was sent with a value cut. */
  async #letters(body: Body, refused: readonly RefusedRow[]): Promise<DeadLetter[]> {
    const letters: DeadLetter[] = [];
    const gone = new Set<number>();
    for (const { piece, reason, message } of refused) {
      gone.add(piece.from);
      const row = body.whole.get(piece.from)?.row ?? onlyRow(piece);
      letters.push(await this.#letter(originOf(body, piece.from), reason, message, row));
    }
    for (const [index, { row, columns }] of body.whole) {
      if (gone.has(index)) continue;
      const message = `Longer than ${maxValueBytes} bytes, the most that the service keeps of a value: ${columns.join(', ')}. The row was sent with the beginning of the value; this is the whole row.`;
      letters.push({ ...(await this.#letter(originOf(body, index), 'value-cut', message, row)), sent: true });
    }
    return letters;
  }

  async #letter(origin: RowOrigin, reason: string, message: string, row: string): Promise<DeadLetter> {
    const { stream, file, Computer, rawLine } = this.#options;
    const raw = await rawLine?.(origin);
    return {
      time: new Date(this.#shared.clock.now()).toISOString(),
      stream,
      file,
      ...(Computer === undefined ? {} : { Computer }),
      line: origin.line,
      offset: origin.offset,
      reason,
      message,
      ...(raw === undefined ? {} : { raw }),
      row,
    };
  }

  /** The first failure ends the session: waits stop at once, requests in flight are still listened to. */
  #fail(error: unknown): void {
    if (this.#failure) return;
    this.#failure = { error };
    this.#stop.abort(error);
  }

  /** Time in which at least one request of the session waits counts once. */
  async #countWait<T>(wait: Promise<T>): Promise<T> {
    const { clock } = this.#shared;
    if (this.#waits++ === 0) this.#waitingSince = clock.now();
    try {
      return await wait;
    } finally {
      if (--this.#waits === 0) this.#summary.throttledSeconds += (clock.now() - this.#waitingSince) / 1000;
    }
  }
}
