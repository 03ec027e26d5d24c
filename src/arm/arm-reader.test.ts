import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createHttpHeaders, type HttpClient } from '@azure/core-rest-pipeline';
import { armCredential } from '../../test/doubles/arm/arm-service.ts';
import { createArmReader } from './arm-reader.ts';
import { azureCloud, azureClouds } from './azure-cloud.ts';
import { ruleId } from './resource-id.ts';

/** Answers by URL; keeps the URLs that were asked for. */
function pages(answers: Record<string, unknown>): { client: HttpClient; asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    client: {
      sendRequest: async (request) => {
        asked.push(request.url);
        const bodyAsText = JSON.stringify(answers[request.url] ?? { error: { code: 'X', message: 'no' } });
        return {
          request,
          status: request.url in answers ? 200 : 418,
          headers: createHttpHeaders(),
          bodyAsText,
        };
      },
    },
  };
}

describe('createArmReader', () => {
  const base = azureClouds[0].resourceManager;
  const reader = (httpClient: HttpClient) =>
    createArmReader({ cloud: azureClouds[0], credential: armCredential, httpClient });

  it('reads a list over its pages', async () => {
    const { client, asked } = pages({
      [`${base}/a?v=1`]: { value: [1, 2], nextLink: `${base}/a?v=1&page=2` },
      [`${base}/a?v=1&page=2`]: { value: [3] },
    });
    assert.deepEqual(await reader(client).list('/a?v=1'), [1, 2, 3]);
    assert.equal(asked.length, 2);
  });

  it('follows no link to another host: the token would go along', async () => {
    const { client, asked } = pages({ [`${base}/a`]: { value: [1], nextLink: 'https://evil.test/a' } });
    assert.deepEqual(await reader(client).list('/a'), [1]);
    assert.deepEqual(asked, [`${base}/a`]);
  });

  it('rejects with status, code and message of the service', async () => {
    const { client } = pages({});
    await assert.rejects(reader(client).get('/b'), { statusCode: 418, code: 'X', message: 'no' });
  });
});

describe('azureCloud', () => {
  it('is the one that is named, or that of AZURE_AUTHORITY_HOST, or the public one', () => {
    assert.equal(azureCloud(undefined, {}).name, 'public');
    assert.equal(azureCloud('usgov', {}).monitorAudience, 'https://monitor.azure.us');
    for (const [host, name] of [
      ['https://login.microsoftonline.com/', 'public'],
      ['login.microsoftonline.us', 'usgov'],
      ['https://login.chinacloudapi.cn', 'china'],
      ['https://login.partner.microsoftonline.cn/', 'china'],
    ]) {
      assert.equal(azureCloud(undefined, { AZURE_AUTHORITY_HOST: host }).name, name);
    }
  });

  it('refuses hosts that it does not know, and contradictions', () => {
    assert.throws(
      () => azureCloud(undefined, { AZURE_AUTHORITY_HOST: 'https://login.example.com' }),
      /not one of/,
    );
    assert.throws(
      () => azureCloud('china', { AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.us' }),
      /contradicts/,
    );
  });
});

describe('ruleId', () => {
  it('takes the id of a rule apart, whatever its capitals', () => {
    const id =
      '/subscriptions/11111111-2222-3333-4444-555555555555/resourcegroups/rg/providers/microsoft.insights/datacollectionrules/dcr/';
    assert.deepEqual(ruleId(id), {
      id: id.slice(0, -1),
      subscriptionId: '11111111-2222-3333-4444-555555555555',
      resourceGroup: 'rg',
      name: 'dcr',
    });
    assert.throws(() => ruleId(`dcr-${'0'.repeat(32)}`), /immutable id/);
  });
});
