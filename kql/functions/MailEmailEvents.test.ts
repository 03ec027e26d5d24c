import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookalikeOn } from '../../local/sample/incidents/phishing-wave.ts';
import { ask, contentDatabase } from '../testing/content-database.ts';
import { messageRecord, otherMessage } from '../testing/sample-message.ts';
import { SampleClock, sampleRows } from '../testing/sample-rows.ts';
import { trackingRows } from '../testing/tracking-lines.ts';

/** Columns of EmailEvents and their types. Source: learn.microsoft.com, Azure Monitor tables reference, EmailEvents. */
const emailEvents: Record<string, string> = {
  AdditionalFields: 'dynamic',
  AttachmentCount: 'int',
  AuthenticationDetails: 'string',
  BulkComplaintLevel: 'int',
  ConfidenceLevel: 'string',
  Connectors: 'string',
  DeliveryAction: 'string',
  DeliveryLocation: 'string',
  DetectionMethods: 'string',
  EmailAction: 'string',
  EmailActionPolicy: 'string',
  EmailActionPolicyGuid: 'string',
  EmailClusterId: 'long',
  EmailDirection: 'string',
  EmailLanguage: 'string',
  InternetMessageId: 'string',
  LatestDeliveryAction: 'string',
  LatestDeliveryLocation: 'string',
  NetworkMessageId: 'string',
  OrgLevelAction: 'string',
  OrgLevelPolicy: 'string',
  RecipientEmailAddress: 'string',
  RecipientObjectId: 'string',
  ReportId: 'string',
  SenderDisplayName: 'string',
  SenderFromAddress: 'string',
  SenderFromDomain: 'string',
  SenderIPv4: 'string',
  SenderIPv6: 'string',
  SenderMailFromAddress: 'string',
  SenderMailFromDomain: 'string',
  SenderObjectId: 'string',
  Subject: 'string',
  ThreatNames: 'string',
  ThreatTypes: 'string',
  TimeGenerated: 'datetime',
  Timestamp: 'datetime',
  UrlCount: 'int',
  UserLevelAction: 'string',
  UserLevelPolicy: 'string',
};

test("it has Defender's columns with their types", () => {
  const { columns } = contentDatabase().query('MailEmailEvents');
  const types = Object.fromEntries(columns.map(({ name, type }) => [name, type]));
  for (const [name, type] of Object.entries(emailEvents)) assert.equal(types[name], type, name);
});

test('a message in, a message out and one that failed', () => {
  const rows = trackingRows([
    messageRecord('09:00:00', 'STOREDRIVER DELIVER', 'bo@contoso.com', {
      ...otherMessage(2, 'eve@fabrikam.example'),
      'return-path': 'bounce@mail.fabrikam.example',
      'original-client-ip': '2001:db8::7',
    }),
    messageRecord('09:00:01', 'SMTP SENDEXTERNAL', 'eve@fabrikam.example', {
      'original-client-ip': '10.20.1.7',
      'custom-data': 'S:ToEntity=Internet',
    }),
    messageRecord('09:00:02', 'SMTP FAIL', 'gone@fabrikam.example', {
      ...otherMessage(3),
      'recipient-status': '550 5.1.1 Unknown',
    }),
    messageRecord('09:00:03', 'ROUTING EXPAND', 'cy@contoso.com', {
      ...otherMessage(4),
      'related-recipient-address': 'all@contoso.com',
    }),
    messageRecord('09:00:04', 'STOREDRIVER DELIVER', 'cy@contoso.com', otherMessage(4)),
  ]);
  const found = contentDatabase({ rows }).query(
    `MailEmailEvents | sort by Timestamp asc | project RecipientEmailAddress, EmailDirection, DeliveryAction, DeliveryLocation, SenderFromDomain,
       SenderMailFromDomain, SenderIPv4, SenderIPv6, DistributionList, tostring(AdditionalFields.EnhancedStatus)`,
  ).rows;
  assert.deepEqual(found, [
    [
      'bo@contoso.com',
      'Inbound',
      'Delivered',
      'On-premises/external',
      'fabrikam.example',
      'mail.fabrikam.example',
      '',
      '2001:db8::7',
      '',
      '',
    ],
    [
      'eve@fabrikam.example',
      'Outbound',
      'Delivered',
      'On-premises/external',
      'contoso.com',
      'contoso.com',
      '10.20.1.7',
      '',
      '',
      '',
    ],
    [
      'gone@fabrikam.example',
      'Outbound',
      'Blocked',
      'Failed',
      'contoso.com',
      'contoso.com',
      '',
      '',
      '',
      '5.1.1',
    ],
    [
      'cy@contoso.com',
      'Intra-org',
      'Delivered',
      'On-premises/external',
      'contoso.com',
      'contoso.com',
      '',
      '',
      'all@contoso.com',
      '',
    ],
  ]);
});

test('a hunting query written for EmailEvents runs, and finds the phishing wave', () => {
  const from = SampleClock.wednesday;
  const incidents = [{ name: 'phishing-wave', start: from + 600_000 }];
  const database = contentDatabase({ rows: sampleRows({ from, to: from + 2 * 3_600_000, incidents }) });
  const [first] = ask(
    database,
    `let EmailEvents = MailEmailEvents;
     EmailEvents
     | where EmailDirection == "Inbound" and DeliveryAction == "Delivered"
     | summarize Recipients = dcount(RecipientEmailAddress), Subjects = dcount(Subject) by SenderFromAddress, SenderIPv4
     | top 1 by Recipients`,
  );
  assert.equal(first!.SenderFromAddress, `it-support@${lookalikeOn(from)}`);
  assert.ok(Number(first!.Recipients) >= 30);
});
