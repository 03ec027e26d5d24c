import * as nodeFs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContainerClient, newPipeline, type RequestPolicyFactory } from '@azure/storage-blob';
import { QueueClient } from '@azure/storage-queue';
import { startAzurite } from '../../test/doubles/azurite.ts';
import { type Agent, createAgent } from './agent.ts';
import type { AgentSettings } from './agent-config.ts';
import type { LogFileSystem } from './read-piece.ts';

/** Stands before every call that an agent makes of the disk or the storage account. May reject: an injected fault. */
export type Gate = <T>(what: string, work: () => Promise<T>) => Promise<T>;

/** For tests: an Exchange server with its log folder, and agents that run on it. */
export interface TestServer {
  readonly computer: string;
  /** The log folder. */
  readonly folder: string;
  /** Lines that the agents logged. */
  readonly lines: string[];
  /** Time of the agents, milliseconds; moves only by hand and by their sleeping. */
  now: number;
  agent(settings?: Partial<AgentSettings>, gate?: Gate): Agent;
  write(name: string, content: string | Buffer): Promise<void>;
  append(name: string, content: string | Buffer): Promise<void>;
  /** Names (without the server's) and contents of all blobs. */
  blobs(): Promise<Record<string, string>>;
  /** Subjects of all nudges waiting in the queue, which is emptied. */
  nudges(): Promise<string[]>;
}

/** One Azurite with the container and the queue of mailflow. */
export async function startTestBed() {
  const azurite = await startAzurite();
  const containerClient = new ContainerClient(`${azurite.blobServiceUri}/exchange-logs`, azurite.credential);
  const queueClient = new QueueClient(`${azurite.queueServiceUri}/forward-blob`, azurite.credential);
  await Promise.all([containerClient.create(), queueClient.create()]);
  const folders: string[] = [];

  async function server(): Promise<TestServer> {
    const root = await nodeFs.mkdtemp(join(tmpdir(), 'mailflow-agent-'));
    folders.push(root);
    const folder = join(root, 'MessageTracking');
    await nodeFs.mkdir(folder);
    const computer = `EX${folders.length}`;
    const self: TestServer = {
      computer,
      folder,
      lines: [],
      now: Date.now(),
      agent(settings = {}, gate = (_what, work) => work()) {
        const gated: RequestPolicyFactory = {
          create: (next) => ({
            sendRequest: (request) =>
              gate(`${request.method} ${request.url}`, () => next.sendRequest(request)),
          }),
        };
        const pipeline = newPipeline(azurite.credential, { retryOptions: { maxTries: 1 } });
        pipeline.factories.push(gated);
        return createAgent(
          { folders: [{ path: folder, computer }], pollSeconds: 1, ...settings },
          {
            containerClient: new ContainerClient(containerClient.url, pipeline),
            queueClient: new QueueClient(queueClient.url, pipeline),
            clock: () => self.now,
            async sleep(milliseconds) {
              self.now += milliseconds;
              await new Promise((resolve) => setImmediate(resolve));
            },
            log: (line) => self.lines.push(line),
            fs: gatedFileSystem(gate),
          },
        );
      },
      write: (name, content) => nodeFs.writeFile(join(folder, name), content),
      append: (name, content) => nodeFs.appendFile(join(folder, name), content),
      async blobs() {
        const found: Record<string, string> = {};
        for await (const item of containerClient.listBlobsFlat({ prefix: `${computer}/` })) {
          const content = await containerClient.getBlobClient(item.name).downloadToBuffer();
          found[item.name.slice(computer.length + 1)] = content.toString('latin1');
        }
        return found;
      },
      async nudges() {
        const { receivedMessageItems } = await queueClient.receiveMessages({ numberOfMessages: 32 });
        await queueClient.clearMessages();
        return receivedMessageItems.map(
          (item) => JSON.parse(Buffer.from(item.messageText, 'base64').toString()).subject as string,
        );
      },
    };
    return self;
  }

  return {
    azurite,
    containerClient,
    server,
    async stop(): Promise<void> {
      await azurite.stop();
      for (const folder of folders) await nodeFs.rm(folder, { recursive: true, force: true });
    },
  };
}

function gatedFileSystem(gate: Gate): LogFileSystem {
  return {
    readdir: (path) => gate(`readdir ${path}`, () => nodeFs.readdir(path)),
    stat: (path) => gate(`stat ${path}`, () => nodeFs.stat(path)),
    open: async (path, flags) => {
      // The gate comes first, so that a fault leaves no open handle behind.
      await gate(`open ${path}`, async () => {});
      const file = await nodeFs.open(path, flags);
      return {
        stat: () => gate(`fstat ${path}`, () => file.stat()),
        read: ((...args: Parameters<typeof file.read>) =>
          gate(`read ${path}`, () => file.read(...args))) as never,
        close: () => file.close(),
      };
    },
  };
}

/** The header that Exchange writes, with an hour of its own. */
export function logHeader(hour: number): string {
  return [
    '#Software: Microsoft Exchange Server',
    '#Version: 15.02.1544.009',
    '#Log-type: Message Tracking Log',
    `#Date: 2026-11-21T0${hour}:00:00.123Z`,
    '#Fields: date-time,event-id',
    '',
  ].join('\r\n');
}

/** One line of a log. */
export function logLine(text: string): string {
  return `2026-11-21T01:02:03.456Z,${text}\r\n`;
}
