import type { Config } from '../config.ts';
import { type Finding, failed, passed, warned } from './finding.ts';

interface StreamColumns {
  readonly columns?: readonly { readonly name: string; readonly type: string }[];
}

interface DataFlow {
  readonly streams?: readonly string[];
  readonly transformKql?: string;
}

/** The streams and flows of infra/generated/ingestion-dcr.json. */
export interface DeclaredRule {
  readonly streamDeclarations: Readonly<Record<string, StreamColumns>>;
  readonly dataFlows: readonly DataFlow[];
}

/** A data collection rule as Resource Manager gives it, as far as it is looked at. */
export interface FoundRule {
  readonly id?: string;
  readonly properties?: {
    readonly immutableId?: string;
    readonly endpoints?: { readonly logsIngestion?: string };
    readonly dataCollectionEndpointId?: string;
    readonly streamDeclarations?: Readonly<Record<string, StreamColumns>>;
    readonly dataFlows?: readonly DataFlow[];
    readonly destinations?: {
      readonly logAnalytics?: readonly { readonly workspaceResourceId?: string }[];
    };
  };
}

const check = 'data collection rule';
const deploy = 'Deploy the template of this version again: it brings the rule up to date.';

/** What differs between the rule in Azure and what this version sends. Pure. */
export function compareRule(
  found: FoundRule,
  wanted: {
    readonly ingestion: Config['ingestion'];
    readonly workspaceId: string | undefined;
    readonly declared: DeclaredRule;
  },
): Finding[] {
  const rule = found.properties ?? {};
  const findings: Finding[] = [];
  const { dcrImmutableId, endpoint } = wanted.ingestion;
  if (rule.immutableId !== undefined && !same(rule.immutableId, dcrImmutableId)) {
    findings.push(
      failed(
        check,
        `It has the immutable id ${rule.immutableId}; MAILFLOW_DCR_IMMUTABLE_ID is ${dcrImmutableId}.`,
        'Rows go to another rule. Set MAILFLOW_DCR_IMMUTABLE_ID to the immutable id of this one, or name the other with --rule.',
      ),
    );
  }
  const own = rule.endpoints?.logsIngestion?.replace(/\/+$/, '');
  if (own !== undefined && !same(own, endpoint) && rule.dataCollectionEndpointId === undefined) {
    findings.push(
      warned(
        check,
        `Its endpoint is ${own}; MAILFLOW_INGESTION_ENDPOINT is ${endpoint}.`,
        'Right only where that is a data collection endpoint (private networks). Otherwise set it to the endpoint of the rule.',
      ),
    );
  }
  findings.push(...streamFindings(rule.streamDeclarations ?? {}, wanted.declared.streamDeclarations));
  findings.push(...transformFindings(rule.dataFlows ?? [], wanted.declared.dataFlows));
  const targets = (rule.destinations?.logAnalytics ?? []).map(
    ({ workspaceResourceId = '' }) => workspaceResourceId,
  );
  const { workspaceId } = wanted;
  if (workspaceId !== undefined && !targets.some((target) => same(target, workspaceId))) {
    findings.push(
      failed(
        check,
        `It sends to ${targets.join(', ') || 'no workspace'}, not to the workspace that --workspace names.`,
        'Name the workspace that it sends to, or deploy mailflow for this one.',
      ),
    );
  }
  return findings.length > 0
    ? findings
    : [passed(check, 'streams, transforms and destination are those of this version')];
}

function streamFindings(
  there: Readonly<Record<string, StreamColumns>>,
  declared: Readonly<Record<string, StreamColumns>>,
): Finding[] {
  return Object.entries(declared).flatMap(([stream, { columns = [] }]) => {
    const found = there[stream];
    if (found === undefined) return [failed(check, `It does not declare the stream ${stream}.`, deploy)];
    const types = new Map((found.columns ?? []).map(({ name, type }) => [name, type]));
    const missing = columns.filter(({ name }) => !types.has(name)).map(({ name }) => name);
    const others = columns
      .filter(({ name, type }) => types.has(name) && !same(types.get(name) ?? '', type))
      .map(({ name }) => name);
    return [
      ...(missing.length > 0
        ? [
            failed(
              check,
              `Its stream ${stream} lacks ${missing.join(', ')}; what is sent for them is lost.`,
              deploy,
            ),
          ]
        : []),
      ...(others.length > 0
        ? [failed(check, `Its stream ${stream} has other types for ${others.join(', ')}.`, deploy)]
        : []),
    ];
  });
}

function transformFindings(there: readonly DataFlow[], declared: readonly DataFlow[]): Finding[] {
  return declared.flatMap(({ streams = [], transformKql }) =>
    streams.flatMap((stream) => {
      const flow = there.find((one) => one.streams?.includes(stream));
      if (flow === undefined) return [failed(check, `It sends the stream ${stream} nowhere.`, deploy)];
      if (flow.transformKql?.trim() === transformKql?.trim()) return [];
      return [
        warned(
          check,
          `Its transform of ${stream} is not the one of this version.`,
          `${deploy} Where you changed it on purpose, keep recordId and eventTime: queries and rules need them.`,
        ),
      ];
    }),
  );
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
