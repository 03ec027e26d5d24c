import { MailflowError } from '../src/error.ts';

/** Says on stderr what happened and what to do. A stack is shown only for what is no `MailflowError`: a defect of ours. */
export function printError(error: unknown): void {
  if (error instanceof MailflowError) {
    console.error(`mailflow: ${error.message}`);
    if (error.advice !== '') console.error(`  ${error.advice}`);
  } else {
    console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}
