import assert from 'node:assert/strict';
import { createRequire, Module } from 'node:module';
import { before, test } from 'node:test';
import type { InvocationContext } from '@azure/functions';

interface Metadata {
  readonly name: string;
  readonly bindings: Record<string, Record<string, unknown>>;
}
type Callback = (input: unknown, context: InvocationContext) => Promise<unknown>;

const registered = new Map<string, Metadata['bindings']>();
const callbacks = new Map<string, Callback>();

// The worker of the Functions host provides this module; here we stand in for it.
const core = {
  registerFunction(metadata: Metadata, callback: Callback) {
    registered.set(metadata.name, metadata.bindings);
    callbacks.set(metadata.name, callback);
    return { dispose: () => undefined };
  },
  registerHook: () => ({ dispose: () => undefined }),
  setProgrammingModel: () => undefined,
  log: () => undefined,
  Disposable: class {
    dispose(): void {}
  },
};

before(async () => {
  const loader = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown };
  const load = loader._load;
  loader._load = (request, ...rest) =>
    request === '@azure/functions-core' ? core : load.call(loader, request, ...rest);
  await import('./app.ts');
});

function trigger(name: string): Record<string, unknown> {
  const bindings = Object.values(registered.get(name) ?? {});
  return (
    bindings.find(({ type }) => String(type).endsWith('Trigger')) ?? assert.fail(`${name} is not registered`)
  );
}

test('the app registers these functions and no others', () => {
  assert.deepEqual([...registered.keys()].sort(), [
    'forward-blob',
    'poll-message-trace',
    'receive-lines',
    'report-health',
    'sweep-blobs',
  ]);
});

test('forward-blob listens to the queue by the connection of the settings', () => {
  const { type, queueName, connection } = trigger('forward-blob');
  assert.deepEqual(
    { type, queueName, connection },
    {
      type: 'queueTrigger',
      queueName: 'forward-blob',
      connection: 'MAILFLOW_STORAGE',
    },
  );
});

test('timers: every minute and every five', () => {
  assert.equal(trigger('sweep-blobs').schedule, '0 * * * * *');
  assert.equal(trigger('report-health').schedule, '0 */5 * * * *');
  assert.equal(trigger('poll-message-trace').schedule, '0 */5 * * * *');
});

test('receive-lines takes POST with a function key', () => {
  const { type, methods, authLevel, route } = trigger('receive-lines');
  assert.deepEqual(
    { type, methods, authLevel, route },
    {
      type: 'httpTrigger',
      methods: ['POST'],
      authLevel: 'function',
      route: 'receive-lines',
    },
  );
});

test('wrong settings fail the invocation with all problems named, not the start of the app', async () => {
  const { InvocationContext } = createRequire(import.meta.url)(
    '@azure/functions',
  ) as typeof import('@azure/functions');
  const context = new InvocationContext({ functionName: 'sweep-blobs', logHandler: () => undefined });
  await assert.rejects(callbacks.get('sweep-blobs')!({}, context), /MAILFLOW_INGESTION_ENDPOINT is missing/);
});

test('a message about something else is dropped', async () => {
  const { InvocationContext } = createRequire(import.meta.url)(
    '@azure/functions',
  ) as typeof import('@azure/functions');
  const said: string[] = [];
  const context = new InvocationContext({
    functionName: 'forward-blob',
    logHandler: (level, ...args) => void said.push(`${level} ${args.join(' ')}`),
  });
  await callbacks.get('forward-blob')!({ subject: '/other' }, context);
  assert.match(said.join('\n'), /warning .*no blob of exchange-logs/);
});
