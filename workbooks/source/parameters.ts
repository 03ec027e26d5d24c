/** Parameters that several workbooks have, and the filters that they stand for. */

const version = 'KqlParameterItem/1.0';
const source = { queryType: 0, resourceType: 'microsoft.operationalinsights/workspaces' } as const;
const HOUR = 3_600_000;

/** The server of a record, as the parameter Server names it. */
export const serverName = "iif(Platform == 'ExchangeOnline', 'Exchange Online', Computer)";

/** The direction, also where nothing tells it. */
export const directionName = "iif(isempty(Direction), 'Unknown', Direction)";

/** Up to 30 days, or a range of one's own. Queries take it as their time range; `{TimeRange:grain}` is the step of charts. */
export const timeRange = {
  version,
  name: 'TimeRange',
  label: 'Time range',
  type: 4,
  isRequired: true,
  value: { durationMs: 24 * HOUR },
  typeSettings: {
    selectableValues: [1, 4, 12, 24, 48, 72, 168, 336, 720].map((hours) => ({ durationMs: hours * HOUR })),
    allowCustom: true,
  },
};

/** A list of which several can be chosen, or all. In queries: `'*' in ({Name}) or column in ({Name})`. */
function severalOf(name: string, label: string, description: string, choices: object): object {
  return {
    version,
    name,
    label,
    description,
    type: 2,
    isRequired: true,
    multiSelect: true,
    quote: "'",
    delimiter: ',',
    typeSettings: { additionalResourceOptions: ['value::all'], selectAllValue: '*', showDefault: false },
    ...choices,
    value: ['value::all'],
    defaultValue: 'value::all',
  };
}

function chosenByQuery(query: string): object {
  return { query, ...source, timeContextFromParameter: 'TimeRange' };
}

function chosenFrom(values: readonly string[]): object {
  return { jsonData: JSON.stringify(values.map((value) => ({ value, label: value }))) };
}

export const server = severalOf(
  'Server',
  'Server',
  'Servers whose logs hold the records; Exchange Online is one of them.',
  chosenByQuery(`MailFlow
| summarize by Server = ${serverName}
| where isnotempty(Server)
| sort by Server asc`),
);

export const domain = severalOf(
  'Domain',
  'Domain',
  'Domains of senders or recipients: the 200 with the most records.',
  chosenByQuery(`MailFlow
| where EventId in ('RECEIVE', 'SUBMIT') or TraceStatus != ''
| extend Domains = set_union(RecipientDomains, pack_array(SenderDomain))
| mv-expand Domain = Domains to typeof(string)
| where isnotempty(Domain)
| summarize Records = count() by Domain
| top 200 by Records desc
| project Domain`),
);

export const direction = severalOf(
  'Direction',
  'Direction',
  'External is mail of which neither side is ours.',
  chosenFrom(['Incoming', 'Outgoing', 'Internal', 'External']),
);

export const outcome = severalOf(
  'Outcome',
  'Outcome',
  'What became of a message for a recipient.',
  chosenFrom([
    'Delivered',
    'Failed',
    'Deferred',
    'Pending',
    'Quarantined',
    'Filtered',
    'Redirected',
    'Expanded',
    'Recalled',
  ]),
);

/**
 * A text that is typed in, or set by a click: queries take it as `'{Name:escape}'`, and an empty one chooses all. It is global,
 * so that a grid further down may set it.
 */
export function textParameter(name: string, label: string, description: string): object {
  return { version, name, label, description, type: 1, isGlobal: true, value: '' };
}

/** A number that is typed in. */
export function numberParameter(name: string, label: string, description: string, value: string): object {
  const paramValidationRules = [
    { regExp: '^[0-9]+(\\.[0-9]+)?$', match: true, message: 'A number such as 2.30.' },
  ];
  return {
    version,
    name,
    label,
    description,
    type: 1,
    isRequired: true,
    value,
    typeSettings: { paramValidationRules },
  };
}

/** Rows of `MailFlow` that the parameters Server, Domain and Direction choose. */
export const flowFilter = `| where '*' in ({Server}) or ${serverName} in ({Server})
| where '*' in ({Domain}) or SenderDomain in ({Domain}) or array_length(set_intersect(RecipientDomains, pack_array({Domain}))) > 0
| where '*' in ({Direction}) or Direction in ({Direction})`;

/** Rows of `MailOutcome` that the same parameters choose. */
export const outcomeFilter = `| where '*' in ({Server}) or array_length(set_intersect(Servers, pack_array({Server}))) > 0
    or 'Exchange Online' in ({Server}) and Platform == 'ExchangeOnline'
| where '*' in ({Domain}) or SenderDomain in ({Domain}) or RecipientDomain in ({Domain})
| where '*' in ({Direction}) or Direction in ({Direction})`;

/** A let statement: these rows, with the latency in seconds. */
export const outcomes = `let outcomes = MailOutcome
${outcomeFilter}
| extend Seconds = Latency / 1s;
`;
