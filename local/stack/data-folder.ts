import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { MailflowError } from '../../src/error.ts';
import type { StackLayout } from './stack-layout.ts';

/**
 * Makes the data folder and the folders in it.
 * @throws MailflowError `data-folder` where that is not possible
 */
export function prepareDataFolder(layout: StackLayout): void {
  try {
    const folders = [layout.dataFolder, layout.tablesFolder, layout.storageFolder, layout.logsFolder];
    for (const folder of folders) mkdirSync(folder, { recursive: true });
    mkdirSync(layout.secretsFolder, { recursive: true, mode: 0o700 });
    for (const folder of [...folders, layout.secretsFolder]) {
      accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why =
      code === 'EEXIST' || code === 'ENOTDIR'
        ? 'is a file, or lies below one'
        : code === 'EACCES' || code === 'EPERM'
          ? 'may not be written by this account'
          : code === 'EROFS'
            ? 'lies on a file system that can only be read'
            : `cannot be used (${code ?? String(error)})`;
    throw new MailflowError('data-folder', `The data folder ${layout.dataFolder} ${why}.`, {
      advice: 'Name a folder that this account may write with --data.',
      cause: error,
    });
  }
}

/**
 * Checks a folder of Exchange logs that the user named.
 * @throws MailflowError `logs-folder`
 */
export function checkLogsFolder(folder: string): void {
  try {
    if (!statSync(folder).isDirectory()) {
      throw new MailflowError('logs-folder', `${folder} is a file, not a folder.`, {
        advice: 'Name the folder that holds the MSGTRK*.LOG files with --logs.',
      });
    }
    accessSync(folder, constants.R_OK | constants.X_OK);
  } catch (error) {
    if (error instanceof MailflowError) throw error;
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new MailflowError(
      'logs-folder',
      `The folder ${folder} ${missing ? 'does not exist' : 'may not be read by this account'}.`,
      {
        advice: 'Name the folder that holds the MSGTRK*.LOG files with --logs.',
        cause: error,
      },
    );
  }
}
