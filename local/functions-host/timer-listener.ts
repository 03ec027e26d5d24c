import { Cron } from 'croner';
import { bindingText } from './binding-text.ts';
import type { RegisteredFunction } from './core-api.ts';
import type { HostLog } from './host-log.ts';
import type { Invoker } from './invoke.ts';
import type { TimerStatuses } from './timer-status.ts';

/** Something that starts calls of functions. */
export interface Listener {
  stop(): Promise<void>;
}

/** Timers that run more often than once a minute are not remembered. */
const shortestMonitored = 60_000;

/**
 * Runs timer functions by their six-field NCRONTAB schedule, in UTC as Flex Consumption does. A run never
 * begins before the last one has ended. A run that was missed while no host ran is made up for at the start,
 * once (`useMonitor`, on by default).
 * Source: Azure Functions, "Timer trigger for Azure Functions".
 */
export function timerListener(
  functions: readonly RegisteredFunction[],
  invoker: Invoker,
  statuses: TimerStatuses,
  log: HostLog,
  now: () => Date,
): Listener {
  const jobs = functions.map((target) => {
    const { name: functionName, bindings } = target.metadata;
    const [name, binding] = Object.entries(bindings).find(([, { type }]) => type === 'timerTrigger')!;
    const schedule = bindingText(binding, 'schedule', process.env);
    let pastDue = false;
    // NCRONTAB wants the day of the month and the day of the week to match both.
    const options = {
      mode: '6-part',
      timezone: 'UTC',
      paused: true,
      protect: true,
      domAndDow: true,
    } as const;
    const job = new Cron(schedule, options, () => run());
    const [first, second] = job.nextRuns(2, now());
    const isMonitored =
      binding.useMonitor !== false &&
      first &&
      second &&
      second.getTime() - first.getTime() >= shortestMonitored;
    const nextRun = () => job.nextRun(now())?.toISOString() ?? '';
    const run = async () => {
      const status = { last: statuses.get(functionName)?.last ?? '', next: nextRun() };
      const timer = {
        Schedule: { AdjustForDST: true },
        ScheduleStatus: { Last: status.last, LastUpdated: status.last, Next: status.next },
        IsPastDue: pastDue,
      };
      pastDue = false;
      const inputs = { inputData: [{ name, data: { json: JSON.stringify(timer) } }], triggerMetadata: {} };
      // The invoker has logged a failure; the next run is the retry.
      await invoker.invoke(target, `timer ${schedule}`, inputs).catch(() => undefined);
      if (isMonitored) statuses.set(functionName, { last: now().toISOString(), next: nextRun() });
    };
    const due = isMonitored ? statuses.get(functionName) : undefined;
    pastDue = due !== undefined && due.next !== '' && Date.parse(due.next) < now().getTime();
    if (isMonitored && due === undefined) statuses.set(functionName, { last: '', next: nextRun() });
    job.resume();
    log(
      'information',
      functionName,
      `Timer ${schedule}; ${pastDue ? 'past due, runs now' : `next run ${nextRun()}`}`,
    );
    if (pastDue || binding.runOnStartup === true) void job.trigger();
    return job;
  });
  return {
    async stop() {
      for (const job of jobs) job.stop();
    },
  };
}
