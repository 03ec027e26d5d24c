import { MailflowError } from '../error.ts';
import { type Check, type Finding, failed, skipped } from './finding.ts';

/**
 * Runs checks side by side; none holds up or fails another.
 * @param patienceMs milliseconds after which a check without an answer counts as failed
 * @returns the findings, in the order of the checks
 */
export async function runChecks(checks: readonly Check[], patienceMs: number): Promise<Finding[]> {
  const found = await Promise.all(checks.map((check) => runCheck(check, patienceMs)));
  return found.flat();
}

async function runCheck(check: Check, patienceMs: number): Promise<readonly Finding[]> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<readonly Finding[]>((resolve) => {
    timer = setTimeout(() => {
      resolve([noAnswer(check.name, patienceMs)]);
      abort.abort();
    }, patienceMs);
  });
  try {
    return await Promise.race([check.run(abort.signal), patience]);
  } catch (error) {
    return [problemFinding(check.name, error)];
  } finally {
    clearTimeout(timer);
  }
}

function noAnswer(check: string, patienceMs: number): Finding {
  return failed(
    check,
    `No answer within ${Math.round(patienceMs / 1000)} s.`,
    'Check name resolution, proxy and firewall between here and the service; with private endpoints, run it inside the network.',
  );
}

/** An error as a finding: with its advice where it has one. That there is no token is told once, by the identity check. */
export function problemFinding(check: string, error: unknown): Finding {
  if (error instanceof MailflowError) {
    if (error.code === 'no-access-token') return skipped(check, 'Not tried, since there is no token for it.');
    return { check, state: 'failed', message: error.message, advice: error.advice };
  }
  const message = error instanceof Error ? error.message : String(error);
  return failed(
    check,
    message.split(/\r?\n/, 1)[0].trim(),
    'This was not foreseen. Please report it, with the output of "mailflow doctor --json".',
  );
}
