/**
 * The queries of the page; each can be opened and changed on the page of queries. Lag is measured every five minutes by
 * report-health, and by each poll of message traces; the age of the newest record tells more while nothing was measured.
 */
export const flowQueries = {
  arrivals: `MessageTrackingLog_CL
| make-series Rows = count() default = 0 on TimeGenerated from bin(ago(4h), 5m) to bin(now(), 5m) step 5m by collector`,
  servers: `let Seen = MessageTrackingLog_CL
| summarize Rows = count(), LastHour = countif(TimeGenerated > ago(1h)), Newest = max(TimeGenerated) by Computer;
let Lag = MailflowHealth_CL
| where component in ('report-health', 'poll-message-trace') and isnotnull(lagSeconds)
| summarize arg_max(TimeGenerated, lagSeconds) by Computer, component
| summarize LagSeconds = max(lagSeconds) by Computer;
Seen
| join kind=leftouter Lag on Computer
| project Server = iff(isempty(Computer), 'Exchange Online', Computer), Rows, LastHour, Newest,
    AgeSeconds = round((now() - Newest) / 1s, 1), LagSeconds
| sort by Rows desc`,
  problems: `MailflowHealth_CL
| where rowsRejected > 0 or isnotempty(error) or (component == 'dead-letters' and rowsRead > 0)
| summarize Last = max(TimeGenerated), Runs = count(), Rejected = sum(coalesce(rowsRejected, iff(component == 'dead-letters', rowsRead, 0)))
    by Component = component, Server = Computer, File = FilePath, Reason = error
| project Last, Component, Server, Runs, Rejected, Reason, File
| sort by Last desc
| take 20`,
  runs: `MailflowHealth_CL
| where component in ('forward-blob', 'receive-lines', 'poll-message-trace')
| project TimeGenerated, Component = component, Server = Computer, Read = rowsRead, Sent = rowsSent,
    Filtered = rowsFiltered, Rejected = rowsRejected, Bytes = bytesSent
| top 12 by TimeGenerated desc`,
} as const;
