import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { MailflowError } from '../error.ts';
import { isDateTime } from './date-time.ts';
import { decodeText } from './encoding.ts';
import { LogReader } from './log-reader.ts';
import type { LogBatch, LogRecord, ReaderState, RejectedLine } from './log-record.ts';

const folder = new URL('../../test/fixtures/message-tracking/', import.meta.url);
const fixtures = readdirSync(folder)
  .filter((name) => /\.log$/i.test(name))
  .map((name) => ({ name, bytes: readFileSync(new URL(name, folder)) }));

interface Outcome {
  records: LogRecord[];
  rejects: RejectedLine[];
  states: ReaderState[];
  refused?: string;
}

/** Reads the bytes in chunks of the sizes given, over and over. */
function read(bytes: Buffer, sizes: readonly number[], final: boolean, state?: ReaderState): Outcome {
  const outcome: Outcome = { records: [], rejects: [], states: [] };
  const reader = new LogReader({ maxRecordBytes: 4096, state });
  const add = ({ records, rejects, state }: LogBatch) => {
    outcome.records.push(...records);
    outcome.rejects.push(...rejects);
    outcome.states.push(state);
  };
  try {
    for (let at = 0, turn = 0; at < bytes.length; turn++) {
      const size = sizes[turn % sizes.length]!;
      add(reader.push(bytes.subarray(at, at + size)));
      at += size;
    }
    add(reader.end({ final }));
  } catch (error) {
    if (!(error instanceof MailflowError)) throw error;
    outcome.refused = error.code;
  }
  return outcome;
}

/** Whatever the bytes, this holds. */
function check(bytes: Buffer, { records, rejects, states, refused }: Outcome): void {
  for (const { values, layout } of records) {
    assert.equal(values.length, layout.columns.length);
    assert.ok(isDateTime(values[layout.columns.indexOf('date-time')]!));
  }
  const { offset: end = 0, encoding = 'utf8' } = states.at(-1) ?? {};
  let at = 0;
  const spans = [...records, ...rejects].sort((a, b) => a.offset - b.offset);
  for (const span of spans) {
    assert.ok(span.offset >= at && span.end > span.offset, 'spans follow each other');
    checkSkipped(bytes, at, span.offset, encoding);
    at = span.end;
  }
  if (refused !== undefined) return;
  assert.ok(at <= end && end <= bytes.length, 'the state is behind what was given');
  checkSkipped(bytes, at, end, encoding);
}

/** Only header lines, blank lines and NULs may be neither record nor reject. */
function checkSkipped(bytes: Buffer, start: number, end: number, encoding: ReaderState['encoding']): void {
  const text = decodeText(bytes, start, end, encoding).replaceAll('\0', '');
  for (const line of text.split('\n')) assert.match(line, /^\ufeff?(?:\r?$|#|"?date)/i);
}

function essence({ records, rejects, states, refused }: Outcome) {
  const plain = records.map(({ values, layout, line, offset, end }) => ({
    values,
    layout,
    line,
    offset,
    end,
  }));
  return { plain, rejects, state: states.at(-1), refused };
}

const sizes = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 6 });

describe('any way of cutting a file into chunks', () => {
  for (const { name, bytes } of fixtures) {
    test(`gives the same for ${name}, and so does a resume at any batch`, () => {
      const whole = read(bytes, [bytes.length + 1], true);
      check(bytes, whole);
      fc.assert(
        fc.property(sizes, fc.boolean(), (sizes, final) => {
          const parts = read(bytes, sizes, final);
          if (final) assert.deepEqual(essence(parts), essence(whole));
          check(bytes, parts);
          const state = parts.states[Math.floor(parts.states.length / 2)];
          if (state === undefined) return;
          const rest = read(bytes.subarray(state.offset), sizes, true, JSON.parse(JSON.stringify(state)));
          const before = ({ offset }: { offset: number }) => offset < state.offset;
          assert.deepEqual(
            rest.rejects,
            whole.rejects.filter((reject) => !before(reject)),
          );
          assert.deepEqual(
            essence(rest).plain,
            essence(whole).plain.filter((record) => !before(record)),
          );
        }),
        { numRuns: 25 },
      );
    });
  }
});

/** A small deterministic generator, far cheaper than fast-check for many cases. */
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const tokens = [
  '"',
  '""',
  ',',
  '\n',
  '\r\n',
  '\0',
  '\ufeff',
  '#',
  '#Fields:',
  '2026-11-21T09:00:00.000Z,',
  '\xff',
  ',"',
];
const columns = [
  'date-time',
  'event-id',
  'message-id',
  'source',
  'recipient-address',
  'total-bytes',
  'message-subject',
];

/**
 * Rows whose every value carries the number of its column, so that a shift shows. Without line breaks in quotes: where
 * damage makes a row of just the right number of columns out of the first of its lines, nobody can tell.
 */
function taggedLog(random: (below: number) => number): string {
  let text = `#Fields: ${columns.join(',')}\r\n`;
  for (let row = 0; row < 4; row++) {
    const values = columns.map((_, column) => {
      if (column === 0) return '2026-11-21T09:00:00.000Z';
      const value = `c${column}${['', ' x', ', x', ' "x"'][random(8)] ?? ''} c${column}`;
      return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
    });
    text += `${values.join(',')}\r\n`;
  }
  return text;
}

describe('damaged bytes', () => {
  test('60,000 random mixtures and mutations neither crash the reader nor lose a byte', () => {
    const random = generator(20261121);
    for (let count = 0; count < 60_000; count++) {
      const bytes = count % 3 === 0 ? mixture(random) : mutation(random);
      const outcome = read(bytes, [1 + random(300), 1 + random(90)], random(2) === 0);
      check(bytes, outcome);
    }
  });

  test('40,000 logs with one damaged place give no row with shifted columns', () => {
    const random = generator(31415926);
    let kept = 0;
    for (let count = 0; count < 40_000; count++) {
      const bytes = damage(Buffer.from(taggedLog(random)), random);
      const outcome = read(bytes, [bytes.length], true);
      check(bytes, outcome);
      for (const { values, layout } of outcome.records) {
        if (layout.origin === 'count' || layout.columns.join() !== columns.join()) continue;
        kept++;
        // One damaged byte may change a tag, but a shifted row would have most of them wrong.
        const shifted = values.filter((value, column) => column > 0 && !value.includes(`c${column}`));
        assert.ok(
          shifted.length <= 1,
          `shifted: ${JSON.stringify(values)} of ${JSON.stringify(bytes.toString())}`,
        );
      }
    }
    assert.ok(kept > 80_000, `${kept} rows looked at`);
  });

  function mixture(random: (below: number) => number): Buffer {
    const parts = Array.from({ length: 1 + random(12) }, () =>
      random(3) === 0 ? String.fromCharCode(random(256), random(0xffff)) : tokens[random(tokens.length)]!,
    );
    const text = `${random(2) === 0 ? `#Fields: ${columns.slice(0, 3).join(',')}\n` : ''}${parts.join('')}`;
    return Buffer.from(text, random(4) === 0 ? 'utf16le' : random(2) === 0 ? 'latin1' : 'utf8');
  }

  function mutation(random: (below: number) => number): Buffer {
    const { bytes } = fixtures[random(fixtures.length)]!;
    const start = random(2) === 0 ? 0 : random(bytes.length + 1) & ~1;
    let result = Buffer.from(bytes.subarray(start, start + 200 + random(1200)));
    for (let times = random(4); times >= 0; times--) result = damage(result, random);
    return result;
  }

  /** Changes, removes or adds something at one place. */
  function damage(bytes: Buffer, random: (below: number) => number): Buffer<ArrayBuffer> {
    const at = random(bytes.length + 1);
    const kind = random(4);
    const added =
      kind === 0
        ? Buffer.from([random(256)])
        : kind === 1
          ? Buffer.from(tokens[random(tokens.length)]!)
          : Buffer.alloc(0);
    const removed = kind === 3 ? random(60) : kind === 1 ? 0 : 1;
    return Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)]);
  }
});
