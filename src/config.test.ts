import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from './config.ts';
import { MailflowError } from './error.ts';

const good = {
  PATH: '/bin',
  MAILFLOW_INGESTION_ENDPOINT: 'https://dce.example.ingest.monitor.azure.com/',
  MAILFLOW_DCR_IMMUTABLE_ID: `dcr-${'0a'.repeat(16)}`,
  MAILFLOW_STORAGE__blobServiceUri: 'https://account.blob.core.windows.net',
  MAILFLOW_STORAGE__queueServiceUri: 'https://account.queue.core.windows.net',
};

test('reads settings, with defaults', () => {
  assert.deepEqual(readConfig(good), {
    ingestion: {
      endpoint: 'https://dce.example.ingest.monitor.azure.com',
      dcrImmutableId: good.MAILFLOW_DCR_IMMUTABLE_ID,
      audience: 'https://monitor.azure.com',
    },
    storage: {
      blobServiceUri: good.MAILFLOW_STORAGE__blobServiceUri,
      queueServiceUri: good.MAILFLOW_STORAGE__queueServiceUri,
    },
    filter: { probes: true, shadowRedundancy: false, events: [], sources: [] },
    messageTrace: {
      enabled: false,
      graphEndpoint: 'https://graph.microsoft.com',
      lookBackHours: 48,
      quota: 90,
      details: false,
    },
    acceptedDomains: new Set(),
  });
});

test('reads every setting', () => {
  const config = readConfig({
    ...good,
    MAILFLOW_INGESTION_AUDIENCE: 'https://monitor.azure.us',
    MAILFLOW_STORAGE__credential: 'managedidentity',
    MAILFLOW_STORAGE__clientId: 'for-storage',
    AZURE_CLIENT_ID: 'for-all',
    MAILFLOW_FILTER_PROBES: 'False',
    MAILFLOW_FILTER_SHADOW_REDUNDANCY: 'true',
    MAILFLOW_FILTER_EVENTS: 'HAREDIRECT, HARECEIVE',
    MAILFLOW_FILTER_SOURCES: 'AGENT',
    MAILFLOW_MESSAGE_TRACE: 'true',
    MAILFLOW_MESSAGE_TRACE_LOOK_BACK_HOURS: '0',
    MAILFLOW_MESSAGE_TRACE_QUOTA: '60',
    MAILFLOW_MESSAGE_TRACE_DETAILS: 'TRUE',
    MAILFLOW_GRAPH_ENDPOINT: 'https://graph.microsoft.us/',
    MAILFLOW_ACCEPTED_DOMAINS: 'Contoso.com, *.contoso.com fabrikam.de',
  });
  assert.equal(config.ingestion.audience, 'https://monitor.azure.us');
  assert.equal(config.clientId, 'for-all');
  assert.deepEqual(config.filter, {
    probes: false,
    shadowRedundancy: true,
    events: ['HAREDIRECT', 'HARECEIVE'],
    sources: ['AGENT'],
  });
  assert.deepEqual(config.messageTrace, {
    enabled: true,
    graphEndpoint: 'https://graph.microsoft.us',
    lookBackHours: 0,
    quota: 60,
    details: true,
  });
  assert.deepEqual([...config.acceptedDomains], ['contoso.com', '*.contoso.com', 'fabrikam.de']);
});

test('numbers and domains are checked', () => {
  const problems = problemsOf({
    ...good,
    MAILFLOW_MESSAGE_TRACE_LOOK_BACK_HOURS: '241',
    MAILFLOW_MESSAGE_TRACE_QUOTA: 'all',
    MAILFLOW_ACCEPTED_DOMAINS: 'contoso.com,ann@contoso.com,contoso',
  });
  assert.match(problems, /LOOK_BACK_HOURS must be a whole number from 0 to 240, not "241"/);
  assert.match(problems, /QUOTA must be a whole number from 10 to 100, not "all"/);
  assert.match(problems, /"ann@contoso.com" is no domain/);
  assert.match(problems, /"contoso" is no domain/);
});

function problemsOf(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    assert.ok(error instanceof MailflowError);
    assert.equal(error.code, 'bad-settings');
    assert.ok(error.advice.length > 0);
    return error.message;
  }
  return assert.fail('no problem was found');
}

test('names every problem at once', () => {
  const message = problemsOf({});
  for (const name of Object.keys(good).slice(1)) assert.match(message, new RegExp(`${name} is missing`));
});

for (const [setting, value, expected] of [
  ['MAILFLOW_INGESTION_ENDPOINT', 'dce.example', /MAILFLOW_INGESTION_ENDPOINT is not a URL/],
  ['MAILFLOW_INGESTION_ENDPOINT', 'http://dce.example', /must begin with https/],
  ['MAILFLOW_STORAGE__blobServiceUri', 'https://a.example/?sig=x', /plain URL/],
  ['MAILFLOW_DCR_IMMUTABLE_ID', '/subscriptions/x/dataCollectionRules/y', /must be dcr-/],
  ['MAILFLOW_FILTER_PROBES', 'yes', /must be true or false/],
  ['MAILFLOW_INGESTION_ENDPIONT', 'x', /did you mean MAILFLOW_INGESTION_ENDPOINT\?/],
  ['MAILFLOW_FILTER_EVENT', 'x', /did you mean MAILFLOW_FILTER_EVENTS\?/],
  ['MAILFLOW_STORAGE', 'DefaultEndpointsProtocol=https', /MAILFLOW_STORAGE is not a setting/],
] as const) {
  test(`${setting}=${value}`, () => assert.match(problemsOf({ ...good, [setting]: value }), expected));
}
