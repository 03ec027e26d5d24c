import { resolve } from 'node:path';
import { readConfig } from '../src/config.ts';
import { MemoryDeadLetters } from '../src/ingestion/memory-dead-letters.ts';
import type { UploadSession } from '../src/ingestion/upload-session.ts';
import { createUploader } from '../src/ingestion/uploader.ts';
import { createCredential } from '../src/storage/create-credential.ts';
import type { KeepReject, RowTarget } from './import.ts';

/** Sends the rows of imports to the Logs Ingestion API. */
export interface ImportSender {
  /** @param keep takes the rows that the service refuses */
  open(file: string, keep: KeepReject): RowTarget;
  close(): Promise<void>;
}

/**
 * Makes the sender from the settings in the environment.
 * @param stack data folder of a running local stack to send to instead
 * @throws MailflowError where the settings are not right or no stack runs there
 */
export async function createSender(stack: string | undefined): Promise<ImportSender> {
  if (stack !== undefined) {
    const { joinStack } = await import('../local/stack/join-stack.ts');
    process.env = joinStack(resolve(stack), process.env);
  }
  const config = readConfig(process.env);
  const uploader = createUploader({
    ...config.ingestion,
    credential: createCredential(config.clientId, process.env),
    onWait: ({ message }) => console.error(message),
  });
  return {
    open(file, keep) {
      const deadLetters = new MemoryDeadLetters();
      let session: UploadSession<never> | undefined;
      /** Rows that the service refused, less those that it took with a value cut. */
      let lost = 0;
      const keepLetters = async (): Promise<void> => {
        for (const letter of deadLetters.letters.splice(0)) {
          if (!letter.sent) lost++;
          await keep(letter as Parameters<KeepReject>[0]);
        }
      };
      return {
        async take({ stream, rows }) {
          session ??= uploader.open({ stream, file, deadLetters });
          for (const { row, line } of rows) await session.add(row, { line, offset: 0, end: 0 });
          await keepLetters();
        },
        async end() {
          await session?.flush();
          await keepLetters();
          return lost;
        },
      };
    },
    close: () => uploader.close(),
  };
}
