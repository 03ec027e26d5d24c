import { type AppUse, appUse } from './app-model.ts';
import priceList from './prices.json' with { type: 'json' };
import { daySeconds, measured, type Volume } from './volume.ts';

export type PriceList = typeof priceList;

/** The price list of this version. */
export const prices: PriceList = priceList;

/** Days of an average month. */
const monthDays = 30.4;
/** Share of a day's mail in its busiest hour: a working day of 8 to 10 hours with a peak. */
const busyHourShare = 0.15;
/** Bytes of HTTP around each append: headers, token, TLS. */
const appendOverhead = 2500;
/** A row of MailflowHealth_CL, and rows for each report beside those of servers. */
const healthRowBytes = 300;
const healthRows = { perReport: 3, reportsPerDay: 288 };

export interface EstimateOptions {
  /** Days in which rows can be queried at full speed; with Basic and Auxiliary Azure sets them. */
  readonly retentionDays: number;
  /** Days in all. */
  readonly totalRetentionDays: number;
  /** Days for which the storage account keeps log files. */
  readonly archiveDays: number;
  /** Instance size of the Functions app. */
  readonly memoryMb: number;
}

/** Cost of a month by plan of `MessageTrackingLog_CL`, once the retention is full. */
export interface PlanCost {
  readonly plan: 'Analytics' | 'Basic' | 'Auxiliary' | 'Sentinel analytics';
  readonly ingestion: number;
  readonly retention: number;
  /** With app and storage account. */
  readonly total: number;
}

export interface Estimate {
  readonly perDay: {
    readonly rows: number;
    readonly onlineRows: number;
    /** 10^9 bytes, as Azure Monitor bills them. */
    readonly tableGb: number;
    readonly healthGb: number;
    readonly logGb: number;
    readonly uploadGbPerServer: number;
    /** In the busiest hour, in kbit/s. */
    readonly busyKbitPerServer: number;
  } & AppUse;
  readonly archiveGb: number;
  readonly plans: readonly PlanCost[];
  readonly functionsCost: number;
  readonly storageCost: number;
  /** What a month would cost less, were the agents to look for grown files every `patientSeconds`. */
  readonly savedByPatience: number;
  readonly currency: string;
  readonly priceDate: string;
}

/** Computes volumes and the cost of a month. Pure. */
export function estimate(volume: Volume, options: EstimateOptions, list: PriceList = prices): Estimate {
  const use = appUse(volume, options.memoryMb);
  const tableGb =
    (volume.rowsPerDay * volume.billedBytesPerRow +
      volume.onlineRowsPerDay * measured.onlineBilledBytesPerRow) /
    1e9;
  const healthGb =
    (((volume.servers + healthRows.perReport) * healthRows.reportsPerDay + volume.appendsPerDay) *
      healthRowBytes) /
    1e9;
  const uploadBytes = volume.logBytesPerDay + volume.appendsPerDay * appendOverhead;
  const perServer = volume.servers === 0 ? 0 : uploadBytes / volume.servers;
  const archiveGb = (volume.logBytesPerDay / 1e9) * options.archiveDays;
  const functionsCost = costOfFunctions(use, list);
  const storageCost = costOfStorage(use, archiveGb, list);
  const patient = appUse({ ...volume, appendsPerDay: volume.patientAppendsPerDay }, options.memoryMb);
  const patientCost = costOfFunctions(patient, list) + costOfStorage(patient, archiveGb, list);
  // The health table is always on the plan Analytics; with Sentinel it pays as everything there.
  const plans = costOfPlans(tableGb, healthGb, options, list).map((plan) => ({
    ...plan,
    total: plan.ingestion + plan.retention + functionsCost + storageCost,
  }));
  return {
    perDay: {
      rows: volume.rowsPerDay,
      onlineRows: volume.onlineRowsPerDay,
      tableGb,
      healthGb,
      logGb: volume.logBytesPerDay / 1e9,
      uploadGbPerServer: perServer / 1e9,
      busyKbitPerServer: (perServer * busyHourShare * 8) / 3600 / 1000,
      ...use,
    },
    archiveGb,
    plans,
    functionsCost,
    storageCost,
    savedByPatience: Math.max(0, functionsCost + storageCost - patientCost),
    currency: list.currency,
    priceDate: list.date,
  };
}

function costOfPlans(
  gb: number,
  healthGb: number,
  { retentionDays, totalRetentionDays }: EstimateOptions,
  { prices: p, free }: PriceList,
): Omit<PlanCost, 'total'>[] {
  const health = healthGb * monthDays * p.analyticsIngestion.amount;
  const month = (price: number): number => gb * monthDays * price;
  // What lies there at any time once the retention is full: GB a day times days.
  const interactive = (freeDays: number): number =>
    gb * Math.max(0, retentionDays - freeDays) * p.interactiveRetention.amount;
  const longTerm = (from: number): number =>
    gb * Math.max(0, totalRetentionDays - from) * p.longTermRetention.amount;
  const set = free.otherPlansRetentionDays;
  return [
    {
      plan: 'Analytics',
      ingestion: month(p.analyticsIngestion.amount) + health,
      retention: interactive(free.retentionDays) + longTerm(retentionDays),
    },
    { plan: 'Basic', ingestion: month(p.basicIngestion.amount) + health, retention: longTerm(set) },
    {
      plan: 'Auxiliary',
      ingestion: month(p.auxiliaryIngestion.amount + p.auxiliaryProcessing.amount) + health,
      retention: longTerm(set),
    },
    {
      plan: 'Sentinel analytics',
      ingestion: month(p.sentinelIngestion.amount) + healthGb * monthDays * p.sentinelIngestion.amount,
      retention:
        interactive(free.sentinelRetentionDays) +
        longTerm(Math.max(retentionDays, free.sentinelRetentionDays)),
    },
  ];
}

function costOfFunctions({ gbSeconds, executions }: AppUse, { prices: p, free }: PriceList): number {
  const memory = Math.max(0, gbSeconds * monthDays - free.functionsGbSeconds) * p.functionsMemory.amount;
  const runs = Math.max(0, executions * monthDays - free.functionsExecutions) / 1e6;
  return memory + runs * p.functionsExecutions.amount;
}

/** The agent's files are append blobs, for which Azure has no cooler tiers. */
function costOfStorage(use: AppUse, archiveGb: number, { prices: p }: PriceList): number {
  const operations =
    use.blobWrites * p.blobWrites.amount +
    use.blobReads * p.blobReads.amount +
    use.queueOperations * p.queueOperations.amount;
  return archiveGb * p.blobHot.amount + (operations * monthDays) / 10_000;
}

/** Rows that the service takes in a minute, as a rule: 2 GB. Tells whether one data collection rule is enough. */
export function busiestMinuteGb({ perDay }: Estimate): number {
  return (perDay.tableGb * busyHourShare) / 60;
}

/** What the model takes for granted, as lines for people. */
export function assumptions(options: EstimateOptions): string[] {
  return [
    `a month has ${monthDays} days, a GB 10^9 bytes; retention is full (${options.totalRetentionDays} days)`,
    `the busiest hour carries ${busyHourShare * 100} % of a day`,
    'billed are the values of all columns as text, the added TenantId included; names of columns are free',
    `Functions: ${options.memoryMb} MB instances, billed while anything runs on them, at least 1 s; one run for each time that a file was found to have grown`,
    `${daySeconds / 300} polls of Exchange Online a day, rows read again after 1 and 6 hours`,
    'not counted: Event Grid, private endpoints, Application Insights, alert rules, queries on Basic and Auxiliary tables',
  ];
}
