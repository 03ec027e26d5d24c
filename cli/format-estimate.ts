import {
  assumptions,
  busiestMinuteGb,
  type Estimate,
  type EstimateOptions,
  type PriceList,
} from '../src/estimate/estimate.ts';
import { patientSeconds } from '../src/estimate/volume.ts';

/** One data collection rule takes 2 GB a minute. Source: Azure Monitor, limits of custom logs (2026-08). */
const ruleGbPerMinute = 2;

/** An estimate as text for people: volumes, cost by plan, what it rests on. */
export function formatEstimate(found: Estimate, options: EstimateOptions, list: PriceList): string {
  const { perDay } = found;
  const day: [string, string][] = [
    ['rows of Exchange servers', count(perDay.rows)],
    ['rows of Exchange Online', count(perDay.onlineRows)],
    ['MessageTrackingLog_CL', `${decimal(perDay.tableGb, 3)} GB`],
    ['MailflowHealth_CL', `${decimal(perDay.healthGb, 3)} GB`],
    ['log files sent and kept', `${decimal(perDay.logGb, 3)} GB`],
    ['upload of each server', `${decimal(perDay.uploadGbPerServer, 3)} GB`],
    ['… in the busiest hour', `${count(perDay.busyKbitPerServer)} kbit/s`],
    ['executions of functions', count(perDay.executions)],
    ['GB-seconds of functions', count(perDay.gbSeconds)],
    ['writes to blobs', count(perDay.blobWrites)],
    ['requests to Microsoft Graph', count(perDay.graphRequests)],
  ];
  const header = ['', 'ingestion', 'retention', 'functions', 'storage', 'in all'];
  const rows = found.plans.map(({ plan, ingestion, retention, total }) => [
    plan,
    ...[ingestion, retention, found.functionsCost, found.storageCost, total].map((amount) =>
      decimal(amount, 2),
    ),
  ]);
  const notes = [...assumptions(options)];
  if (busiestMinuteGb(found) > ruleGbPerMinute) {
    notes.push(
      'the busiest minute passes the 2 GB that one data collection rule takes: deploy more than one',
    );
  }
  return [
    'In a day',
    ...lineUp(day.map(([name, value]) => [name, value])),
    '',
    `Cost of a month, by plan of MessageTrackingLog_CL (${found.currency}, ${list.region}, prices of ${found.priceDate})`,
    ...lineUp([header, ...rows]),
    '',
    ...(found.savedByPatience >= 1
      ? [
          `Agents with "pollSeconds": ${patientSeconds} would save ${decimal(found.savedByPatience, 2)} of it: fewer runs and requests, and rows up to ${patientSeconds} s later.`,
          '',
        ]
      : []),
    'This rests on',
    ...notes.map((note) => `  - ${note}`),
    `  - ${list.note}`,
  ].join('\n');
}

/** First column to the left, numbers to the right. */
function lineUp(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  return rows.map((row) =>
    `  ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ')}`.trimEnd(),
  );
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function decimal(value: number, digits: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
