import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { MailflowError } from '../../src/error.ts';

/**
 * Makes sure that the ports can be listened on.
 * @param patience milliseconds to wait for ports that a stack killed just now may still hold
 * @throws MailflowError `port-taken`
 */
export async function freePorts(first: number, count: number, patience: number): Promise<void> {
  if (first + count - 1 > 65535) {
    throw new MailflowError(
      'port-taken',
      `The stack needs ports ${first} to ${first + count - 1}, but 65535 is the last.`,
      {
        advice: 'Choose a smaller number with --port.',
      },
    );
  }
  for (let waited = 0; ; waited += 100) {
    const failures = await Promise.all(
      Array.from({ length: count }, (_, index) => listenFailure(first + index)),
    );
    const taken = failures.findIndex((failure) => failure !== undefined);
    if (taken === -1) return;
    if (waited >= patience) {
      const code = failures[taken]?.code;
      const why = code === 'EACCES' ? 'may not be used by this account' : 'is taken by another program';
      throw new MailflowError('port-taken', `Port ${first + taken} on 127.0.0.1 ${why}.`, {
        advice: `The stack needs ${count} ports in a row. Choose others with --port, such as --port ${first + 1000}.`,
        cause: failures[taken],
      });
    }
    await sleep(100);
  }
}

function listenFailure(port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(undefined)));
  });
}
