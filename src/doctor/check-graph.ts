import { checkMessageTrace } from '../message-trace/check-message-trace.ts';
import type { GraphClient } from '../message-trace/graph-client.ts';
import type { ClockSamples } from './clock-samples.ts';
import { type Check, failed, passed, skipped, warned } from './finding.ts';

/**
 * The preflight of message traces, where they are polled.
 * @param client one whose pages have one row
 * @param standIn true where somebody else than the app runs the checks, whose token cannot have the app's role
 */
export function checkGraph(
  client: Pick<GraphClient, 'list'>,
  samples: ClockSamples,
  standIn: boolean,
  now: () => number,
): Check {
  const name = 'message traces';
  return {
    name,
    async run(signal) {
      const { state, code, message, advice, clockSkewMs } = await checkMessageTrace(client, now, signal);
      if (clockSkewMs !== undefined) {
        const at = now();
        samples.add('Microsoft Graph', at, at, at - clockSkewMs - 500);
      }
      if (code === 'no-access-token') return [skipped(name, 'Not tried, since there is no token for it.')];
      if (standIn && code === 'graph-role-missing') {
        return [skipped(name, 'Only the app itself can tell: your own token has no such role.')];
      }
      if (state === 'ok') return [passed(name, message)];
      return [state === 'wait' ? warned(name, message, advice) : failed(name, message, advice)];
    },
  };
}
