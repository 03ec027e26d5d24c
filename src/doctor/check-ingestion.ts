import { MailflowError } from '../error.ts';
import type { Uploader } from '../ingestion/uploader.ts';
import { type Check, type Finding, passed, warned } from './finding.ts';
import { problemFinding } from './run-checks.ts';

/**
 * Posts an empty array to one stream: endpoint, rule, stream, token and role, all at once, and nothing stays.
 * @param standIn true where somebody else than the app runs the checks, who need not be allowed to send
 */
export function checkStream(uploader: Pick<Uploader, 'check'>, stream: string, standIn: boolean): Check {
  const name = `stream ${stream.replace(/^Custom-/, '')}`;
  return {
    name,
    async run(signal): Promise<Finding[]> {
      try {
        await uploader.check(stream, signal);
        return [passed(name, 'An empty call was accepted.')];
      } catch (error) {
        if (!(error instanceof MailflowError)) throw error;
        if (error.code === 'forbidden' && standIn) {
          return [
            warned(
              name,
              'Rule and stream answer; you yourself may not send to them.',
              'Nothing needs to be done: what counts are the roles of the app, which stand below.',
            ),
          ];
        }
        if (/\b429\b/.test(error.message)) {
          return [
            warned(
              name,
              'The service throttles: the rule takes 2 GB and 12,000 requests a minute.',
              'Run doctor again later. Where it happens often, ask Azure support for a higher limit.',
            ),
          ];
        }
        return [problemFinding(name, error)];
      }
    },
  };
}
