import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { allFaults, randomFaults, seededRandom } from '../../test/doubles/ingestion-faults.ts';
import {
  LogsIngestionService,
  testCredential,
  testEndpoint,
  testRule,
  testStream,
} from '../../test/doubles/logs-ingestion-service.ts';
import { VirtualClock } from '../../test/doubles/virtual-clock.ts';
import { MemoryDeadLetters } from './memory-dead-letters.ts';
import { createUploader } from './uploader.ts';

const wireLimit = 40_000;
const rawLimit = 100_000;

/** One session: sizes of its rows, those that the service refuses, and where it flushes in between. */
const sessionArbitrary = fc.record({
  sizes: fc.array(
    fc.oneof({ weight: 30, arbitrary: fc.nat(600) }, { weight: 1, arbitrary: fc.nat(70_000) }),
    {
      maxLength: 120,
      size: 'max',
    },
  ),
  poison: fc.uniqueArray(fc.nat(119), { maxLength: 4, size: 'max' }),
  flushes: fc.uniqueArray(fc.nat(119), { maxLength: 6, size: 'max' }),
});

test('with faults of every kind nothing is lost, marks stay behind answers, and every run ends', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        seed: fc.integer(),
        rate: fc.double({ min: 0, max: 0.4, noNaN: true }),
        faults: fc.subarray([...allFaults]),
        concurrency: fc.integer({ min: 1, max: 8 }),
        sessions: fc.array(sessionArbitrary, { minLength: 1, maxLength: 4 }),
      }),
      async ({ seed, rate, faults, concurrency, sessions }) => {
        const service = new LogsIngestionService({
          maxWireBytes: wireLimit,
          maxRawBytes: rawLimit,
          faults: randomFaults(seed, rate, faults),
          refuseRow: (row) => (row.poison ? 'poison' : undefined),
        });
        const late = seededRandom(seed ^ 1);
        const uploader = createUploader({
          endpoint: testEndpoint,
          dcrImmutableId: testRule,
          credential: testCredential,
          httpClient: {
            sendRequest: async (request) => {
              // Answers overtake each other.
              for (let turns = late() * 10; turns > 1; turns--) await new Promise(setImmediate);
              return service.httpClient.sendRequest(request);
            },
          },
          clock: new VirtualClock(0, seededRandom(seed)),
          concurrency,
          requestTimeoutMs: 5,
          retryBudgetMs: 3_600_000,
        });

        await Promise.all(
          sessions.map(async ({ sizes, poison, flushes }, number) => {
            const sink = new MemoryDeadLetters();
            const reached: number[] = [];
            const session = uploader.open<number>({
              stream: testStream,
              file: `file ${number}`,
              deadLetters: sink,
              onReached: (mark) => {
                reached.push(mark);
                // Everything before the mark is with the service or in the stored dead letters.
                const dead = new Set(sink.letters.map((letter) => letter.line));
                for (let index = 0; index < mark; index++) {
                  assert.ok(
                    dead.has(index) || service.rows().some((row) => row.id === `${number}/${index}`),
                    `row ${index} of session ${number} has no answer at mark ${mark}`,
                  );
                }
              },
            });
            const random = seededRandom(seed + number);
            const rows = sizes.map((size, index) =>
              JSON.stringify({
                id: `${number}/${index}`,
                // Half noise, so that compression gives what it gives for real rows, or less.
                text: Array.from({ length: size / 8 }, () =>
                  random().toString(36).slice(2, 6).repeat(2),
                ).join(''),
                ...(poison.includes(index) ? { poison: true } : {}),
              }),
            );
            const early: Promise<unknown>[] = [];
            for (const [index, row] of rows.entries()) {
              await session.add(row, { line: index, offset: index, end: index + 1 });
              session.mark(index + 1);
              // Not awaited: several bodies of a session are on their way at the same time.
              if (flushes.includes(index)) early.push(session.flush());
            }
            await Promise.all(early);
            const summary = await session.flush();

            const isPoison = (index: number) => poison.includes(index);
            const expectedDead = rows.map((_, index) => index).filter(isPoison);
            const dead = sink.letters.filter((letter) => !letter.sent);
            assert.deepEqual(
              dead.map((letter) => letter.line).sort((a, b) => a! - b!),
              expectedDead,
            );
            for (const letter of dead) assert.equal(letter.row, rows[letter.line!]);
            assert.equal(summary.rowsRejected, expectedDead.length);
            assert.equal(summary.rowsSent, rows.length - expectedDead.length);
            assert.deepEqual(
              reached,
              rows.map((_, index) => index + 1),
            );
            const stored = new Set(service.rows().map((row) => row.id));
            for (let index = 0; index < rows.length; index++) {
              assert.equal(stored.has(`${number}/${index}`), !isPoison(index));
            }
          }),
        );

        await uploader.close();
        assert.equal(uploader.inFlight, 0);
        assert.ok(service.mostInFlight <= concurrency);
        for (const request of service.requests) assert.ok(request.wireBytes <= 1_048_576);
      },
    ),
    { numRuns: 100 },
  );
});
