import { yamlFiles } from './yaml-files.ts';

/** One hunting query as `infra/modules/content.bicep` takes it. */
export interface HuntingQuery {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  readonly query: string;
  /** Separated by commas, as the saved query has them. */
  readonly tactics: string;
  readonly techniques: string;
}

/** The hunting queries of kql/hunting, in the order of their files; the format is that of the repository Azure-Sentinel. */
export function huntingQueries(): HuntingQuery[] {
  return yamlFiles('kql/hunting').map(({ value }) => ({
    id: value.id as string,
    displayName: value.name as string,
    description: (value.description as string).trim(),
    query: (value.query as string).trim(),
    tactics: ((value.tactics as string[] | undefined) ?? []).join(','),
    techniques: ((value.relevantTechniques as string[] | undefined) ?? []).join(','),
  }));
}
