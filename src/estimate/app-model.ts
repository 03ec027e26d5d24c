import { headOverlapMs, tiers } from '../message-trace/settle-tiers.ts';
import { maxPageSize } from '../message-trace/trace-query.ts';
import { daySeconds, type Volume } from './volume.ts';

/** Schedules of the functions: functions/*.ts. Runs a day. */
const sweepsPerDay = 1440;
const reportsPerDay = 288;
const pollsPerDay = 288;
/** Executions last so long at least on the bill, in seconds. Source: Azure Functions, Flex Consumption, "Billing". */
const leastSeconds = 1;
/** CPU seconds for a GB of log: bench/run.ts, "log file to acknowledged requests". */
const secondsPerGb = 12;
/** Messages that one instance works on at a time: host.json, batchSize and newBatchSize. */
const concurrency = 12;
/** Requests of one run of forward-blob beside the ones for its data: src/forwarding/forward-blob.ts. */
const runWrites = 1;
const runReads = 8;
/** Put by the agent, taken and deleted by the host. */
const queueOperationsPerRun = 3;

/** What the Functions app and the agents do in a day. */
export interface AppUse {
  readonly executions: number;
  readonly gbSeconds: number;
  readonly blobWrites: number;
  readonly blobReads: number;
  readonly queueOperations: number;
  readonly graphRequests: number;
}

/** @param memoryMb instance size */
export function appUse(volume: Volume, memoryMb: number): AppUse {
  const forwards = volume.appendsPerDay;
  const online = volume.onlineRowsPerDay > 0;
  const timers = [sweepsPerDay, reportsPerDay, online ? pollsPerDay : 0];
  const dataSeconds = (volume.logBytesPerDay / 1e9) * secondsPerGb;
  // Flex Consumption bills an instance while anything runs on it, each function on instances of its own.
  const active =
    activeSeconds(forwards) + dataSeconds + timers.reduce((sum, runs) => sum + activeSeconds(runs), 0);
  return {
    executions: forwards + timers.reduce((sum, runs) => sum + runs, 0),
    gbSeconds: (active * memoryMb) / 1024,
    // Listings cost as much as writes.
    blobWrites:
      forwards * (1 + runWrites) + sweepsPerDay * 3 + reportsPerDay * 3 + (online ? pollsPerDay * 3 : 0),
    blobReads: forwards * runReads + sweepsPerDay + (online ? pollsPerDay * 4 : 0),
    queueOperations: forwards * queueOperationsPerRun + reportsPerDay * 3,
    graphRequests: online ? graphRequests(volume.onlineRowsPerDay) : 0,
  };
}

/** Seconds in which at least one of so many executions runs, where they come at random over the day. */
function activeSeconds(executions: number): number {
  const load = (executions / daySeconds) * leastSeconds;
  const instances = Math.max(1, Math.ceil(load / concurrency));
  return instances * daySeconds * (1 - Math.exp(-load / instances));
}

/**
 * Requests to Microsoft Graph: the newest rows at every poll, and again at the ages of src/message-trace/settle-tiers.ts.
 * The tenant has 100 in 5 minutes.
 */
function graphRequests(rowsPerDay: number): number {
  const pages = (spanMs: number): number =>
    Math.max(1, Math.ceil((rowsPerDay * spanMs) / (daySeconds * 1000) / maxPageSize));
  const day = daySeconds * 1000;
  const pollMs = day / pollsPerDay;
  return (
    pollsPerDay * pages(headOverlapMs + pollMs) +
    Object.values(tiers).reduce((sum, { reach, every }) => sum + (day / every) * pages(reach), 0) +
    1
  );
}
