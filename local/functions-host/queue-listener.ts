import { setTimeout as sleep } from 'node:timers/promises';
import type { DequeuedMessageItem, QueueClient } from '@azure/storage-queue';
import type { RegisteredFunction, TypedData } from './core-api.ts';
import type { HostLog } from './host-log.ts';
import type { HostSettings } from './host-settings.ts';
import type { Invoker } from './invoke.ts';
import type { Listener } from './timer-listener.ts';

export interface QueueListenerOptions {
  readonly target: RegisteredFunction;
  readonly queue: QueueClient;
  readonly poisonQueue: QueueClient;
  readonly settings: HostSettings['queues'];
  readonly invoker: Invoker;
  readonly log: HostLog;
}

/**
 * A message being handled is hidden this long, and hidden again before that is over. Azure's host takes 10
 * minutes; the local one is made to be killed, and its messages have to come back soon.
 */
const hiddenSeconds = 20;
const renewalInMs = 8_000;

/** Idle queues are looked at this often, growing from the first to the second, milliseconds. */
const shortestPause = 50;
const longestPause = 1_000;

/**
 * Calls a function for every message of a queue, as the storage queue trigger does: up to `batchSize` at
 * once, more when no more than `newBatchSize` are left, again after a failure, and into the poison queue
 * once that happened `maxDequeueCount` times.
 * Source: Azure Functions, "Azure Queue storage trigger" (concurrency, poison messages, metadata).
 */
export function queueListener(options: QueueListenerOptions): Listener {
  const { target, queue, settings, log } = options;
  const { name } = target.metadata;
  const stopping = new AbortController();
  const handling = new Set<Promise<void>>();
  const longest = Math.min(longestPause, settings.maxPollingInterval);

  const poll = async () => {
    let pause = shortestPause;
    let failing = false;
    while (!stopping.signal.aborted) {
      if (handling.size > settings.newBatchSize) {
        await Promise.race(handling);
        continue;
      }
      let messages: DequeuedMessageItem[] = [];
      try {
        const received = await queue.receiveMessages({
          numberOfMessages: Math.min(settings.batchSize, 32),
          visibilityTimeout: hiddenSeconds,
          abortSignal: stopping.signal,
        });
        messages = received.receivedMessageItems;
        failing = false;
      } catch (error) {
        if (stopping.signal.aborted) break;
        if (!failing)
          log('warning', name, `The queue ${queue.name} does not answer: ${(error as Error).message}`);
        failing = true;
      }
      for (const message of messages) {
        const handled = handle(message, options).finally(() => handling.delete(handled));
        handling.add(handled);
      }
      pause = messages.length > 0 ? shortestPause : Math.min(pause * 1.5, longest);
      if (messages.length === 0)
        await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const polling = poll();
  return {
    async stop() {
      stopping.abort();
      await polling;
      await Promise.all(handling);
    },
  };
}

async function handle(message: DequeuedMessageItem, options: QueueListenerOptions): Promise<void> {
  const { target, queue, settings, invoker, log } = options;
  const { name, bindings } = target.metadata;
  let receipt = message.popReceipt;
  let renewing: Promise<void> | undefined;
  const renewal = setInterval(() => {
    renewing = queue.updateMessage(message.messageId, receipt, undefined, hiddenSeconds).then(
      (answer) => {
        receipt = answer.popReceipt ?? receipt;
      },
      () => undefined, // It may come twice then; at least once is what queues promise.
    );
  }, renewalInMs);
  let succeeded = false;
  try {
    if (message.dequeueCount <= settings.maxDequeueCount) {
      const text = settings.base64
        ? Buffer.from(message.messageText, 'base64').toString()
        : message.messageText;
      const [binding] = Object.entries(bindings).find(([, { type }]) => type === 'queueTrigger')!;
      await invoker.invoke(
        target,
        `queue ${queue.name}, message ${message.messageId}, dequeued ${message.dequeueCount} times`,
        {
          inputData: [{ name: binding, data: { string: text } }],
          triggerMetadata: triggerMetadata(message, text),
        },
      );
      succeeded = true;
    }
  } catch {
    // The invoker has logged it.
  } finally {
    clearInterval(renewal);
    await renewing;
  }
  try {
    if (succeeded) {
      await queue.deleteMessage(message.messageId, receipt);
    } else if (message.dequeueCount >= settings.maxDequeueCount) {
      log(
        'error',
        name,
        `Message ${message.messageId} failed ${message.dequeueCount} times and goes to ${options.poisonQueue.name}.`,
      );
      await options.poisonQueue.createIfNotExists();
      await options.poisonQueue.sendMessage(message.messageText);
      await queue.deleteMessage(message.messageId, receipt);
    } else {
      const seconds = Math.ceil(settings.visibilityTimeout / 1000);
      await queue.updateMessage(message.messageId, receipt, undefined, seconds);
    }
  } catch (error) {
    log('warning', name, `Message ${message.messageId} will come again: ${(error as Error).message}`);
  }
}

function triggerMetadata(message: DequeuedMessageItem, text: string): Record<string, TypedData> {
  return {
    QueueTrigger: { string: text },
    Id: { string: message.messageId },
    DequeueCount: { json: String(message.dequeueCount) },
    PopReceipt: { string: message.popReceipt },
    InsertionTime: { json: JSON.stringify(message.insertedOn) },
    ExpirationTime: { json: JSON.stringify(message.expiresOn) },
    NextVisibleTime: { json: JSON.stringify(message.nextVisibleOn) },
  };
}
