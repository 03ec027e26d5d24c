import { resolve } from 'node:path';
import { Command } from 'commander';

interface ReplayOptions {
  prefix?: string;
  stack?: string;
  json?: boolean;
}

/** `mailflow replay`: sends dead letters again, after what was wrong has been mended. */
export function replayCommand(): Command {
  return new Command('replay')
    .description('Send dead letters again, after what was wrong with them has been mended.')
    .option(
      '--prefix <prefix>',
      'only those of a day, such as 2026-11-21, or of a day and a server: 2026-11-21/MBX01',
    )
    .option('--stack <dir>', 'those of a running local stack, named by its data folder')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Without --stack it uses the settings of the Functions app (MAILFLOW_INGESTION_ENDPOINT, MAILFLOW_DCR_IMMUTABLE_ID,
MAILFLOW_STORAGE__blobServiceUri, MAILFLOW_STORAGE__queueServiceUri) from the environment and signs in as you are
signed in to Azure. What the service acknowledges is removed from the dead letters; what fails again stays.`,
    )
    .action(replay);
}

async function replay(options: ReplayOptions): Promise<void> {
  // The Azure SDKs take their time to load: only who replays waits for them.
  const { readConfig } = await import('../src/config.ts');
  const { createRecordFilter } = await import('../src/exchange/record-filter.ts');
  const { replayDeadLetters } = await import('../src/forwarding/replay-dead-letters.ts');
  const { createUploader } = await import('../src/ingestion/uploader.ts');
  const { createCredential } = await import('../src/storage/create-credential.ts');
  const { createStorage } = await import('../src/storage/create-storage.ts');
  if (options.stack !== undefined) {
    const { joinStack } = await import('../local/stack/join-stack.ts');
    process.env = joinStack(resolve(options.stack), process.env);
  }
  const config = readConfig(process.env);
  const credential = createCredential(config.clientId, process.env);
  const uploader = createUploader({
    ...config.ingestion,
    credential,
    onWait: ({ message }) => console.error(message),
  });
  const result = await replayDeadLetters(
    {
      storage: createStorage(config.storage, credential),
      uploader,
      filter: createRecordFilter(config.filter),
      now: () => Date.now(),
    },
    {
      ...(options.prefix !== undefined && { prefix: options.prefix }),
      onBlob: ({ name, bytes }) => console.error(`${name} (${bytes} bytes)`),
    },
  );
  await uploader.close();
  if (options.json) {
    console.log(JSON.stringify(result));
  } else {
    const { letters, blobs, sent, filtered, kept } = result;
    const parts = [`${letters} dead letters in ${blobs} blobs`, `${sent} sent`];
    if (filtered > 0) parts.push(`${filtered} left out by the filters`);
    if (kept > 0) parts.push(`${kept} kept`);
    console.log(`${parts.join(', ')}.`);
  }
  if (result.kept > 0) process.exitCode = 1;
}
