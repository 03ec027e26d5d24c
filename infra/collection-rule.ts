import { composeTransform } from '../kql/compose-transform.ts';
import type { Stream } from '../src/streams/column.ts';

/** The part of a data collection rule that follows from the stream declarations; Bicep and the local stack load it. */
export interface CollectionRule {
  streamDeclarations: Record<string, { columns: { name: string; type: string }[] }>;
  dataFlows: { streams: string[]; outputStream: string; transformKql: string }[];
}

/** Streams and data flows of the rule that takes API calls (`ingestion`) or of Azure Monitor Agent's rule (`agent`). */
export function collectionRule(rule: Stream['rule'], streams: readonly Stream[]): CollectionRule {
  const own = streams.filter((stream) => stream.rule === rule);
  return {
    streamDeclarations: Object.fromEntries(
      own.map(({ name, columns }) => [name, { columns: columns.map(({ name, type }) => ({ name, type })) }]),
    ),
    dataFlows: own.flatMap((stream) =>
      stream.flows.map((flow) => ({
        streams: [stream.name],
        outputStream: `Custom-${flow.table}`,
        transformKql: flow.transform === undefined ? 'source' : composeTransform(flow.transform),
      })),
    ),
  };
}
