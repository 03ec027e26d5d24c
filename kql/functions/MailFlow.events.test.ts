import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Row } from '../testing/content-database.ts';
import { base, flow } from '../testing/flow-of-records.ts';
import type { Fields } from '../testing/tracking-lines.ts';

describe('event pairs of Exchange', () => {
  const pairs: [title: string, fields: Fields, expected: Row][] = [
    [
      'delivered to a mailbox',
      {
        source: 'STOREDRIVER',
        'event-id': 'DELIVER',
        'recipient-address': 'Bo.Ek@contoso.com',
        'recipient-status': 'To',
      },
      {
        Outcome: 'Delivered',
        Direction: 'Internal',
        RecipientDomain: 'contoso.com',
        SmtpCode: null,
        Reason: '',
      },
    ],
    [
      'sent outside',
      {
        source: 'SMTP',
        'event-id': 'SENDEXTERNAL',
        'client-hostname': 'EDGE01.contoso.com',
        'server-hostname': 'mx.fabrikam.example',
        'server-ip': '203.0.113.7',
        'source-context': ';250 2.0.0 OK, queued as 4F2A1B;ClientSubmitTime:2026-11-21T09:00:00.000Z',
        'recipient-address': 'eve@fabrikam.example',
        'recipient-status': '250 2.1.5 Recipient OK',
        'custom-data':
          'S:E2ELatency=1.520;S:ExternalSendLatency=0.900;S:ToEntity=Internet;S:FromEntity=Hosted',
      },
      {
        Outcome: 'Delivered',
        Direction: 'Outgoing',
        PeerHostname: 'mx.fabrikam.example',
        SmtpCode: 250,
        EnhancedStatus: '2.1.5',
        E2ELatency: '00:00:01.5200000',
        ExternalSendLatency: '00:00:00.9000000',
      },
    ],
    [
      'sent outside though it came from outside: forwarded or relayed',
      {
        source: 'SMTP',
        'event-id': 'SENDEXTERNAL',
        'sender-address': 'eve@fabrikam.example',
        directionality: 'Incoming',
        'recipient-address': 'x@proseware.example',
        'custom-data': 'S:FromEntity=Internet;S:ToEntity=Internet',
      },
      { Outcome: 'Delivered', Direction: 'External' },
    ],
    [
      'received from outside, behind a front end',
      {
        source: 'SMTP',
        'event-id': 'RECEIVE',
        'client-ip': '10.20.1.11',
        'sender-address': 'eve@fabrikam.example',
        directionality: 'Incoming',
        'original-client-ip': '',
        'recipient-address': 'anna.berg@contoso.com',
        'custom-data':
          'S:ProxyHop1=MBX01.contoso.com(10.20.1.11);S:FromEntity=Internet;S:ProxiedClientIPAddress=203.0.113.9;S:ProxiedClientHostname=mail.fabrikam.example;S:OriginalFromAddress=Bounce@fabrikam.example;S:DeliveryPriority=Normal;S:AccountForest=contoso.com',
      },
      {
        Outcome: '',
        Direction: 'Incoming',
        SenderIP: '203.0.113.9',
        PeerHostname: 'mail.fabrikam.example',
        OriginalFromAddress: 'bounce@fabrikam.example',
        DeliveryPriority: 'Normal',
        AccountForest: 'contoso.com',
        FromEntity: 'Internet',
      },
    ],
    [
      'submitted by a user',
      {
        source: 'STOREDRIVER',
        'event-id': 'SUBMIT',
        'source-context':
          'MDB:0f1e2d3c-aaaa-4bbb-8ccc-0123456789ab, Mailbox:11112222-3333-4444-8555-666677778888, Event:5310, MessageClass:IPM.Note, CreationTime:2026-11-21T09:00:01.250Z, ClientType:MOMT',
        'recipient-address': 'bo.ek@contoso.com',
      },
      { Outcome: '', ClientType: 'MOMT', SmtpCode: null },
    ],
    [
      'an inbox rule forwards',
      {
        source: 'MAILBOXRULE',
        'event-id': 'RECEIVE',
        'recipient-address': 'me@private.example',
        reference: '68719476730001',
      },
      { Direction: 'Outgoing', Reference: '68719476730001', Outcome: '' },
    ],
    [
      'a mailbox is forwarded by an administrator',
      {
        source: 'ROUTING',
        'event-id': 'REDIRECT',
        'recipient-address': 'bo.ek@contoso.com',
        'related-recipient-address': 'Gail@contoso.com',
      },
      { Outcome: 'Redirected', RelatedRecipient: 'gail@contoso.com' },
    ],
    [
      'a group is expanded',
      {
        source: 'ROUTING',
        'event-id': 'EXPAND',
        'recipient-address': 'bo.ek@contoso.com;eve@fabrikam.example;cy@contoso.com',
        'recipient-count': '3',
        'related-recipient-address': 'all@contoso.com',
      },
      {
        Outcome: 'Expanded',
        RecipientCount: 3,
        RecipientDomains: ['contoso.com', 'fabrikam.example'],
        Recipients: ['bo.ek@contoso.com', 'eve@fabrikam.example', 'cy@contoso.com'],
      },
    ],
    [
      'a failure with an enhanced status code and a semicolon in the text',
      {
        source: 'QUEUE',
        'event-id': 'FAIL',
        'recipient-address': 'office@closed.example',
        'recipient-status': '550 4.4.7 QUEUE.Expired;<Message expired>',
      },
      {
        Outcome: 'Failed',
        SmtpCode: 550,
        EnhancedStatus: '4.4.7',
        Reason: '550 4.4.7 QUEUE.Expired;<Message expired>',
      },
    ],
    [
      'a deferral in the form of a last error detail',
      {
        source: 'SMTP',
        'event-id': 'DEFER',
        'recipient-address': 'office@closed.example',
        'recipient-status':
          '[{LED=441 4.4.1 Error encountered: "Winsock error code: 10060"};{IP=192.0.2.250}]',
      },
      { Outcome: 'Deferred', SmtpCode: 441, EnhancedStatus: '4.4.1' },
    ],
    [
      'a silent drop',
      { source: 'ROUTING', 'event-id': 'DROP', 'recipient-address': 'bo.ek@contoso.com' },
      { Outcome: 'Failed' },
    ],
    [
      'a report from the null sender',
      {
        source: 'DSN',
        'event-id': 'DSN',
        'sender-address': '<>',
        'return-path': '<>',
        'recipient-address': 'anna.berg@contoso.com',
        reference: '<failed@contoso.com>',
      },
      { SenderAddress: '', SenderDomain: '', IsNullSender: true, Reference: '<failed@contoso.com>' },
    ],
    [
      'a shadow copy',
      { source: 'REDUNDANCY', 'event-id': 'HADISCARD', 'recipient-address': 'bo.ek@contoso.com' },
      { IsShadow: true, Outcome: '' },
    ],
    [
      'an event that nobody has documented',
      { source: 'NEWSOURCE', 'event-id': 'NEWEVENT', 'recipient-address': 'bo.ek@contoso.com' },
      { EventId: 'NEWEVENT', Source: 'NEWSOURCE', ParseState: 'Exact' },
    ],
  ];
  for (const [title, fields, expected] of pairs) {
    test(title, () => {
      const [row, ...rest] = flow([{ ...base, ...fields }], Object.keys(expected).join(', '));
      assert.equal(rest.length, 0);
      assert.deepEqual(row, expected);
    });
  }
});
