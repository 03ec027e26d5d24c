import type { EntityMapping } from './entity-mapping.ts';
import { yamlFiles } from './yaml-files.ts';

/** One hunting query as `infra/modules/content.bicep` takes it. */
export interface HuntingQuery {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  /** With the columns of its entities at the end. */
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
    query: withEntities(
      (value.query as string).trim(),
      (value.entityMappings as EntityMapping[] | undefined) ?? [],
    ),
    tactics: ((value.tactics as string[] | undefined) ?? []).join(','),
    techniques: ((value.relevantTechniques as string[] | undefined) ?? []).join(','),
  }));
}

/**
 * A saved search has no place for entity mappings. Microsoft Sentinel takes the entities of a hunting query, for bookmarks and what
 * becomes of them, from columns by the name TYPE_NUMBER_IDENTIFIER, such as `IP_0_Address`, each of which needs an `extend` of its
 * own. Microsoft's packaging leaves the mappings of the YAML out, and the queries of its solutions end with such columns.
 * Source: Azure/Azure-Sentinel, review of pull request 7643, Tools/Create-Azure-Sentinel-Solution/common/commonFunctions.ps1
 * (tags: description, tactics, techniques), Solutions/Network Session Essentials/Hunting Queries.
 */
export function withEntities(query: string, mappings: readonly EntityMapping[]): string {
  const numbers = new Map<string, number>();
  const columns = mappings.flatMap(({ entityType, fieldMappings }) => {
    const number = numbers.get(entityType) ?? 0;
    numbers.set(entityType, number + 1);
    return fieldMappings.map(
      ({ identifier, columnName }) => `| extend ${entityType}_${number}_${identifier} = ${columnName}`,
    );
  });
  if (columns.length === 0) return query;
  return [query, '// The entities of each row, for bookmarks.', ...columns].join('\n');
}
