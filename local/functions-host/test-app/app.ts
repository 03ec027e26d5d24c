import { app } from '@azure/functions';

/** A small app that notes its calls, for the test of the host. `/api/seen` tells them. */
const seen: object[] = [];

app.storageQueue('work', {
  queueName: '%TEST_QUEUE%',
  connection: 'TEST_STORAGE',
  handler(message, context) {
    const { dequeueCount, id, insertionTime } = context.triggerMetadata ?? {};
    seen.push({
      work: message,
      dequeueCount,
      hasId: typeof id === 'string',
      hasTime: !Number.isNaN(Date.parse(String(insertionTime))),
    });
    if ((message as { fail?: number }).fail! >= Number(dequeueCount)) throw new Error('told to fail');
  },
});

app.timer('tick', {
  schedule: '*/1 * * * * *',
  handler(timer) {
    seen.push({ tick: timer.isPastDue, next: timer.scheduleStatus.next });
  },
});

app.http('echo', {
  methods: ['POST', 'PUT'],
  authLevel: 'function',
  route: 'echo/{kind?}',
  async handler(request) {
    return {
      status: 201,
      headers: { 'x-kind': request.params.kind ?? 'none' },
      jsonBody: {
        bytes: (await request.arrayBuffer()).byteLength,
        q: request.query.get('q'),
        type: request.headers.get('content-type'),
      },
    };
  },
});

app.http('seen', { methods: ['GET'], authLevel: 'anonymous', handler: () => ({ jsonBody: seen }) });
app.http('nothing', {
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: () => undefined as unknown as object,
});
app.http('broken', {
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: () => {
    throw new Error('broken on purpose');
  },
});

app.hook.preInvocation((context) => {
  if (context.invocationContext.functionName === 'work')
    seen.push({ hook: 'pre', inputs: context.inputs.length });
});
app.hook.appTerminate(() => console.log('the app has heard of its end'));
