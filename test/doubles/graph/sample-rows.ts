import type { TenantRow } from './tenant.ts';

/** A row for tests; what is not said is of no importance. */
export function tenantRow(part: Partial<TenantRow> & { status?: string } = {}): TenantRow {
  const { status = 'delivered', ...rest } = part;
  const receivedDateTime = rest.receivedDateTime ?? '2026-11-21T08:00:00Z';
  return {
    id: '11111111-2222-3333-4444-555555555555',
    messageId: '<a@fabrikam.com>',
    receivedDateTime,
    senderAddress: 'k.andersen@fabrikam.com',
    recipientAddress: 'ellen@contoso.com',
    subject: 'Quarterly figures',
    size: 4096,
    fromIP: '198.51.100.14',
    toIP: '',
    versions: [{ at: Date.parse(receivedDateTime), status }],
    ...rest,
  };
}
