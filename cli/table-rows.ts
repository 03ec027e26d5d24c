import ingestionRule from '../infra/generated/ingestion-dcr.json' with { type: 'json' };
import { createTransform, type Transform } from '../kql-engine/index.ts';
import { kustoColumns } from '../src/streams/kusto-columns.ts';

/** A row as it stands in the stream or the table: plain values by column name. */
export type Row = Record<string, unknown>;

/**
 * The transform of a stream out of the generated data collection rule: rows of the stream in, rows of
 * `MessageTrackingLog_CL` out. Nothing is received here, so `TimeGenerated` keeps the time of the record.
 */
export function streamTransform(stream: keyof typeof ingestionRule.streamDeclarations): Transform {
  const flow = ingestionRule.dataFlows.find(({ streams }) => streams.includes(stream));
  if (flow === undefined) throw new Error(`no data flow for ${stream}`);
  return createTransform({
    kql: flow.transformKql,
    columns: kustoColumns(ingestionRule.streamDeclarations[stream].columns),
    now: () => new Date(),
  });
}
