import { bar, percent, sparkline } from '../column-formats.ts';
import { flowFilter } from '../parameters.ts';
import { chart, grid, tabPart } from '../workbook-items.ts';

export const connectorsTab = tabPart('connectors part', 'connectors', [
  grid('connectors', {
    title: 'Connectors',
    rows: 100,
    exports: [{ field: 'Connector', parameter: 'Connector' }],
    query: `MailFlow
${flowFilter}
| where Source == 'SMTP' and isnotempty(ConnectorId) and not(IsShadow)
| extend Way = iif(EventId == 'RECEIVE', 'receives', 'sends')
| make-series Trend = count() default = 0 on EventTime from bin({TimeRange:start}, {TimeRange:grain}) to {TimeRange:end} step {TimeRange:grain} by Connector = ConnectorId, Way
| project Connector, Way, Trend
| join kind=inner (MailFlow
    ${flowFilter.replaceAll('\n', '\n    ')}
    | where Source == 'SMTP' and isnotempty(ConnectorId) and not(IsShadow)
    | summarize Messages = dcount(MessageKey), Failed = countif(Outcome == 'Failed'), Deferred = countif(Outcome == 'Deferred'), Peers = dcount(PeerIP),
        Named = countif(isnotempty(EffectiveTls)), Encrypted = countif(isnotempty(EffectiveTls) and EffectiveTls != 'NoTls'), Last = max(EventTime)
        by Connector = ConnectorId, Way = iif(EventId == 'RECEIVE', 'receives', 'sends')) on Connector, Way
| extend Tls = iif(Named == 0, real(null), 100.0 * Encrypted / Named)
| sort by Messages desc
| project Connector, Way, Messages, Trend, Failed, Deferred, Tls, Peers, Last`,
    formats: [
      bar('Messages'),
      sparkline('Trend'),
      bar('Failed', 'red'),
      bar('Deferred', 'orange'),
      percent('Tls', 'redGreen'),
    ],
    labels: { Tls: 'With TLS, where it is logged', Last: 'Last used' },
  }),
  chart('connector over time', {
    title: 'Records of the chosen connector, or of all, by event',
    kind: 'timechart',
    width: 50,
    query: `MailFlow
${flowFilter}
| where Source == 'SMTP' and isnotempty(ConnectorId) and not(IsShadow)
| where '{Connector:escape}' == '' or ConnectorId == '{Connector:escape}'
| summarize Records = count() by Time = bin(EventTime, {TimeRange:grain}), EventId
| sort by Time asc`,
    x: 'Time',
    y: ['Records'],
    by: 'EventId',
  }),
  grid('connector peers', {
    title: 'Hosts at the other end of the chosen connector, or of all',
    width: 50,
    rows: 200,
    search: true,
    query: `MailFlow
${flowFilter}
| where Source == 'SMTP' and isnotempty(ConnectorId) and not(IsShadow)
| where '{Connector:escape}' == '' or ConnectorId == '{Connector:escape}'
| summarize Messages = dcount(MessageKey), Failed = countif(Outcome == 'Failed'), Deferred = countif(Outcome == 'Deferred'),
    Tls = strcat_array(make_set_if(EffectiveTls, isnotempty(EffectiveTls), 5), ', '), Last = max(EventTime) by Host = PeerHostname, Address = PeerIP
| top 200 by Messages desc`,
    formats: [bar('Messages'), bar('Failed', 'red'), bar('Deferred', 'orange')],
    labels: { Tls: 'TLS' },
  }),
]);
