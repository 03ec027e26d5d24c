import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { randomFaults } from '../../test/doubles/ingestion-faults.ts';
import { MailflowError } from '../error.ts';
import type { DeadLetterSink } from '../ingestion/dead-letter.ts';
import type { Storage } from '../storage/create-storage.ts';
import { forwardBlob } from './forward-blob.ts';
import {
  allDeadLetters,
  append,
  createTestContext,
  header,
  idList,
  idsOf,
  lines,
  startStorage,
  stopStorage,
} from './test-context.ts';

let storage: Storage;
before(async () => {
  storage = await startStorage();
});
after(stopStorage);

test('whatever the service answers: run after run, and in the end every row is there', async () => {
  const name = 'EXCH01/MSGTRK/faults.LOG';
  const faults = randomFaults(7, 0.5, [
    'throttled',
    'server-error',
    'busy',
    'forbidden',
    'dropped-before',
    'too-large',
  ]);
  const { service, ...context } = createTestContext(storage, { faults });
  await append(storage, name, header);
  let runs = 0;
  for (let round = 0; round < 5; round++) {
    await append(storage, name, lines('f', 20, round * 20));
    // A new context each time: the pause that the service asked for must not make the test wait.
    for (let outcome = ''; outcome !== 'done'; runs++) {
      assert.ok(runs < 200);
      const fresh = createTestContext(storage, {}, { upload: { httpClient: service.httpClient } });
      outcome = await forwardBlob(name, { ...context, uploader: fresh.uploader, health: fresh.health }).catch(
        String,
      );
    }
  }
  assert.ok(runs > 5, 'no fault was met');
  assert.deepEqual([...new Set(idsOf(service))], idList('f', 100));
});

test('a failure at any step loses nothing', async () => {
  const bad = 'no record\r\n';
  let survived = false;
  for (let step = 1; !survived; step++) {
    assert.ok(step < 200);
    const blob = `EXCH02/MSGTRK/${step}.LOG`;
    await append(storage, blob, header + lines('c', 5) + bad + lines('c', 5, 5));
    const service = createTestContext(storage);
    let calls = 0;
    const crash = (): void => {
      if (++calls === step) throw new MailflowError('test', 'stopped here', { retryable: true });
    };
    const crashing = crashAt(storage, crash);
    const deadLetters: DeadLetterSink = {
      async write(letters) {
        crash();
        await service.deadLetters.write(letters);
        crash();
      },
    };
    const uploader: typeof service.uploader = {
      pauseMs: 0,
      open(options) {
        crash();
        return service.uploader.open(options);
      },
    };
    await forwardBlob(blob, { ...service, storage: crashing, deadLetters, uploader }).catch(() => undefined);
    survived = calls < step;
    // What a crashed instance holds runs out after a minute.
    await storage.state
      .getBlobClient(`checkpoints/${blob}`)
      .getBlobLeaseClient()
      .breakLease(0)
      .catch(() => undefined);
    await forwardBlob(blob, service);
    assert.deepEqual(
      [...new Set(idsOf(service.service))].toSorted(),
      idList('c', 10).toSorted(),
      `step ${step}`,
    );
    const letters = (await allDeadLetters(storage)).filter(({ file }) => file === blob);
    assert.ok(letters.length > 0 && letters.every(({ raw }) => raw === bad.trim()), `step ${step}`);
  }
});

const requests = new Set<string | symbol>([
  'getProperties',
  'download',
  'upload',
  'acquireLease',
  'renewLease',
  'releaseLease',
]);

/** Storage that calls `crash` before and after each request of its blob clients. */
function crashAt(real: Storage, crash: () => void): Storage {
  const wrap = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(object, key) {
        const value: unknown = Reflect.get(object, key, object);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          if (!requests.has(key)) {
            const result: unknown = value.apply(object, args);
            return typeof result === 'object' && result !== null ? wrap(result) : result;
          }
          return (async () => {
            crash();
            const answer: unknown = await value.apply(object, args);
            crash();
            return answer;
          })();
        };
      },
    });
  return { ...real, logs: wrap(real.logs), state: wrap(real.state) };
}
