/**
 * One entity of an alert or a bookmark: columns of the result by the identifiers of its type.
 * Source: the format of the repository Azure-Sentinel, which is also that of the resource.
 */
export interface EntityMapping {
  /** Such as Mailbox, IP, Host. */
  readonly entityType: string;
  readonly fieldMappings: readonly { readonly identifier: string; readonly columnName: string }[];
}
