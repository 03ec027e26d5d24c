import { details, icons } from '../column-formats.ts';
import { grid, tabPart, text } from '../workbook-items.ts';

export const alertsTab = tabPart('alerts part', 'alerts', [
  text(
    'alerts help',
    'Alerts of analytics rules whose query reads mail flow. Without Microsoft Sentinel the list is empty.',
    { style: 'info' },
  ),
  grid('alerts', {
    title: 'Alerts on mail flow',
    rows: 200,
    search: true,
    none: 'No alerts in this time range.',
    query: `union isfuzzy=true
    (datatable(TimeGenerated: datetime, AlertName: string, Severity: string, Status: string, Description: string, Entities: string, Query: string)[]),
    (SecurityAlert
    | project TimeGenerated, AlertName, Severity = column_ifexists('AlertSeverity', ''), Status = column_ifexists('Status', ''),
        Description = column_ifexists('Description', ''), Entities, Query = column_ifexists('ExtendedProperties', ''))
| where Query has_any ('MailFlow', 'MailOutcome', 'MailForwards', 'MailTopSenders', 'MailPairs', 'MailBaseline', 'MailJourney', 'MailServerHealth', 'MessageTrackingLog_CL', 'MailflowHealth_CL')
| sort by TimeGenerated desc
| project TimeGenerated, Severity, AlertName, Status, Description, Entities`,
    formats: [icons('Severity', { High: 'Sev0', Medium: 'Sev1', Low: 'Sev2' }, 'Sev3'), details('AlertName')],
    labels: { TimeGenerated: 'Time', AlertName: 'Alert' },
  }),
]);
