/** A query of the bench in both languages, with the same result. */
export interface BenchQuery {
  name: string;
  kql: string;
  sql: string;
  /** How many leading columns must agree row by row; all when left out. 0 where ties make only the number of rows sure. */
  compare?: number;
}

const T = 'MessageTrackingLog_CL';

/**
 * Twelve queries of the kinds that rules, hunting queries and workbooks of Microsoft Sentinel have. The SQL is written by
 * hand, as fast as we know to say it, with KQL's meaning: `has` looks for a whole term, `percentiles` picks by nearest rank,
 * `dcount` is exact in both, `make-series` has a point for each hour.
 */
export const queries: BenchQuery[] = [
  {
    name: 'count by event',
    kql: `${T} | summarize count() by eventId`,
    sql: `SELECT eventId, count(*) FROM t GROUP BY eventId`,
  },
  {
    name: 'count by sender and 15 minutes',
    kql: `${T} | summarize count() by senderAddress, bin(TimeGenerated, 15m)`,
    sql: `SELECT senderAddress, time_bucket(INTERVAL 15 minutes, TimeGenerated), count(*) FROM t GROUP BY ALL`,
  },
  {
    name: 'subject has a term',
    kql: `${T} | where messageSubject has "error" | count`,
    sql: `SELECT count(*) FROM t WHERE contains(lower(messageSubject), 'error')
      AND regexp_matches(lower(messageSubject), '(^|[^\\p{L}\\p{N}])error($|[^\\p{L}\\p{N}])')`,
  },
  {
    name: 'one sender, =~',
    kql: `${T} | where senderAddress =~ "K.Andersen.7@Fabrikam.com"
      | summarize rows = count(), bytes = sum(tolong(totalBytes)) by eventId`,
    sql: `SELECT eventId, count(*), sum(CAST(totalBytes AS BIGINT))::BIGINT FROM t
      WHERE lower(senderAddress) = 'k.andersen.7@fabrikam.com' GROUP BY eventId`,
  },
  {
    name: 'senders by server in three days',
    kql: `${T} | where TimeGenerated between (datetime(2026-11-11) .. datetime(2026-11-14))
      | summarize dcount(senderAddress) by senderHostname`,
    sql: `SELECT senderHostname, count(DISTINCT senderAddress) FROM t
      WHERE TimeGenerated BETWEEN TIMESTAMP '2026-11-11' AND TIMESTAMP '2026-11-14' GROUP BY senderHostname`,
  },
  {
    name: 'latest row of each sender',
    kql: `${T} | summarize arg_max(TimeGenerated, *) by senderAddress`,
    sql: `SELECT senderAddress, latest.TimeGenerated, latest.* EXCLUDE (senderAddress, TimeGenerated) FROM
      (SELECT senderAddress, arg_max(t, TimeGenerated) AS latest FROM t GROUP BY senderAddress)`,
    compare: 2,
  },
  {
    name: 'latest hundred rows',
    kql: `${T} | top 100 by TimeGenerated`,
    sql: `SELECT * FROM t ORDER BY TimeGenerated DESC LIMIT 100`,
    compare: 1,
  },
  {
    name: 'senders with most bytes',
    kql: `${T} | where eventId == "RECEIVE"
      | summarize bytes = sum(tolong(totalBytes)), messages = count() by senderAddress | top 20 by bytes`,
    sql: `SELECT senderAddress, sum(CAST(totalBytes AS BIGINT))::BIGINT AS bytes, count(*) FROM t
      WHERE eventId = 'RECEIVE' GROUP BY senderAddress ORDER BY bytes DESC LIMIT 20`,
  },
  {
    name: 'latency, RECEIVE joined with DELIVER',
    kql: `let received = ${T} | where eventId == "RECEIVE" | project networkMessageId, received = TimeGenerated;
      ${T} | where eventId == "DELIVER" | join kind=inner received on networkMessageId
      | extend latency = (TimeGenerated - received) / 1s
      | summarize messages = count(), percentiles(latency, 50, 95, 99) by senderHostname`,
    sql: `WITH pairs AS (SELECT d.senderHostname AS host, epoch_us(d.TimeGenerated - r.TimeGenerated) / 1e6 AS latency
        FROM t d JOIN t r ON d.networkMessageId = r.networkMessageId AND d.eventId = 'DELIVER' AND r.eventId = 'RECEIVE')
      SELECT host, n, q[1], q[2], q[3] FROM
        (SELECT host, count(*) AS n, quantile_disc(latency, [0.5, 0.95, 0.99]) AS q FROM pairs GROUP BY host)`,
  },
  {
    name: 'recipients by domain, mv-expand',
    kql: `${T} | where eventId == "RECEIVE" | mv-expand recipient = split(recipientAddress, ";") to typeof(string)
      | extend mailbox = tostring(split(recipient, "@")[0]), domain = tolower(tostring(split(recipient, "@")[1]))
      | summarize recipients = count(), senders = make_set(senderHostname) by domain, start = substring(mailbox, 0, 3)`,
    sql: `SELECT lower(split_part(recipient, '@', 2)) AS domain, substring(split_part(recipient, '@', 1), 1, 3) AS first,
        count(*), list(DISTINCT senderHostname) FROM
        (SELECT senderHostname, unnest(string_split(recipientAddress, ';')) AS recipient FROM t WHERE eventId = 'RECEIVE')
      GROUP BY ALL`,
    compare: 3,
  },
  {
    name: 'series by event, one hour',
    kql: `${T} | make-series events = count() default = 0
      on TimeGenerated from datetime(2026-11-09) to datetime(2026-11-16) step 1h by eventId
      | project eventId, events`,
    sql: `WITH hours AS (SELECT unnest(generate_series(TIMESTAMP '2026-11-09', TIMESTAMP '2026-11-15 23:00', INTERVAL 1 hour)) AS h),
        counts AS (SELECT eventId, date_trunc('hour', TimeGenerated) AS h, count(*) AS n FROM t
          WHERE TimeGenerated >= TIMESTAMP '2026-11-09' AND TimeGenerated < TIMESTAMP '2026-11-16' GROUP BY ALL)
      SELECT eventId, list(coalesce(n, 0) ORDER BY h) FROM
        (SELECT DISTINCT eventId FROM counts) CROSS JOIN hours LEFT JOIN counts USING (eventId, h) GROUP BY eventId`,
  },
  {
    name: 'latency out of custom-data',
    kql: `${T} | where eventId == "DELIVER"
      | extend latency = todouble(extract("E2ELatency=([0-9.]+)", 1, customData))
      | summarize slow = countif(latency > 5), worst = max(latency), messages = dcount(networkMessageId) by clientHostname`,
    sql: `SELECT clientHostname, count(*) FILTER (latency > 5), max(latency), count(DISTINCT networkMessageId) FROM
        (SELECT clientHostname, networkMessageId,
          TRY_CAST(regexp_extract(customData, 'E2ELatency=([0-9.]+)', 1) AS DOUBLE) AS latency
        FROM t WHERE eventId = 'DELIVER') GROUP BY clientHostname`,
  },
];
