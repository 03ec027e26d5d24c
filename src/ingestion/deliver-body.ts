import type { Reply } from './answer.ts';
import { type Body, emptyPiece, fits, halve, type Piece } from './body.ts';
import type { BodySizer } from './body-sizer.ts';
import { exchange, type Link, type Verdict } from './exchange.ts';
import { maxDecompressedBytes, maxWireBytes } from './service-limits.ts';
import { everyRowRejected, said, streamRejected } from './upload-errors.ts';

/** A row that the service does not take. */
export interface RefusedRow {
  readonly piece: Piece;
  readonly reason: 'row-too-large' | 'rejected-by-service';
  readonly message: string;
}

/** What a session knows about its stream: whether a refusal is about rows or about everything. */
export class StreamEvidence {
  rowsAccepted = 0;
  refusedAlone = 0;
  #checked: Promise<void> | undefined;

  /** Rejects where the service refuses even an empty array. Asks once a session. */
  check(link: Link): Promise<void> {
    this.#checked ??= checkStream(link);
    return this.#checked;
  }
}

/** So often a row is sent alone before it is given up: a refusal out of a passing fault must not cost a row. */
const triesAlone = 3;

/** So many rows refused alone, from all over the data, while none was accepted, stop the upload. */
const refusedToStop = 10;

/**
 * Sends all rows of a body and gives back those that the service does not take, each found alone. 413 halves;
 * 400 bisects. Rejects (see `exchange`) where rows are left unanswered; those may be sent again.
 */
export async function deliverBody(
  link: Link,
  body: Body,
  evidence: StreamEvidence,
  sizer: BodySizer,
): Promise<RefusedRow[]> {
  const refused: RefusedRow[] = [];
  const waiting = body.pieces.toReversed();
  let spread = false;
  while (waiting.length > 0) {
    const piece = spread ? takeLargest(waiting) : waiting.pop()!;
    spread = false;
    if (!fits(piece)) {
      refused.push({ piece, reason: 'row-too-large', message: tooLargeMessage(piece) });
      continue;
    }
    const rows = piece.to - piece.from;
    const verdict = rows === 1 ? await sendAlone(link, piece) : await exchange(link, piece);
    if (verdict.kind === 'accepted') {
      evidence.rowsAccepted += rows;
      sizer.accepted();
      continue;
    }
    if (verdict.kind === 'too-large') sizer.tooLarge(piece.rawBytes);
    else if (evidence.rowsAccepted === 0) await evidence.check(link);
    if (rows > 1) {
      const [left, right] = halve(body, piece);
      waiting.push(right, left);
      continue;
    }
    refused.push(refusal(piece, verdict));
    if (verdict.kind === 'refused' && evidence.rowsAccepted === 0) {
      evidence.refusedAlone++;
      if (evidence.refusedAlone >= refusedToStop)
        throw everyRowRejected(link.stream, evidence.refusedAlone, verdict);
      // Look elsewhere next, so that a run of bad rows does not stand for all.
      spread = true;
    }
  }
  return refused;
}

/** Posts an empty array until the service says yes or, several times, no. */
async function checkStream(link: Link): Promise<void> {
  const verdict = await sendAlone(link, emptyPiece);
  if (verdict.kind !== 'accepted') throw streamRejected(link.stream, verdict);
}

async function sendAlone(link: Link, piece: Piece): Promise<Verdict> {
  let verdict = await exchange(link, piece);
  for (let tries = 1; tries < triesAlone && verdict.kind !== 'accepted'; tries++) {
    verdict = await exchange(link, piece);
  }
  return verdict;
}

function takeLargest(pieces: Piece[]): Piece {
  let largest = pieces.length - 1;
  for (let index = largest - 1; index >= 0; index--) {
    if (pieces[index]!.rawBytes > pieces[largest]!.rawBytes) largest = index;
  }
  return pieces.splice(largest, 1)[0]!;
}

function refusal(piece: Piece, reply: Reply & { kind: 'refused' | 'too-large' }): RefusedRow {
  const message = `${said(reply)}: ${reply.message}`;
  if (reply.kind === 'too-large') return { piece, reason: 'row-too-large', message };
  return { piece, reason: 'rejected-by-service', message };
}

function tooLargeMessage(piece: Piece): string {
  return `The row alone has ${piece.rawBytes} bytes, ${piece.wire.length} after gzip; the service takes ${maxWireBytes} after gzip and ${maxDecompressedBytes} before.`;
}
