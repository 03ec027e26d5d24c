import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { base, flow } from '../testing/flow-of-records.ts';
import type { Fields } from '../testing/tracking-lines.ts';

describe('custom-data', () => {
  const agents = (customData: string): Fields => ({
    ...base,
    source: 'AGENT',
    'event-id': 'AGENTINFO',
    'recipient-address': 'bo.ek@contoso.com',
    'custom-data': customData,
  });
  const columns =
    'TransportRules, TransportRuleIds, TransportRuleActions, EvaluatedRuleIds, MalwareFound, MalwareAction, AttachmentCount, DlpMatches, DlpOverride, SpamVerdict, SpamConfidence';

  test('a rule that fired is told apart from rules that were only evaluated', () => {
    const [row] = flow(
      [
        agents(
          'S:AMA=SUM|v=0|action=|error=|atch=2;S:AMA=EV|engine=M|v=0|sig=1.421.9.0|name=|file=;S:TRA=ETR|ruleId=7b1c2f30-5a77-4d5b-9d3c-0a1b2c3d4e5f|st=2026-11-20T08:00:00.0000000Z|action=AHD|action=SetHeader|sev=1|mode=Enforce;S:TRA=ETRP|ruleId=11111111-5a77-4d5b-9d3c-0a1b2c3d4e5f|ExecW=3|ExecC=1|Conditions=GTOEP,M.MAS,1;S:CompCost=|ETR=0|AMA=12',
        ),
      ],
      columns,
    );
    assert.deepEqual(row, {
      TransportRules: [
        'ruleId=7b1c2f30-5a77-4d5b-9d3c-0a1b2c3d4e5f|st=2026-11-20T08:00:00.0000000Z|action=AHD|action=SetHeader|sev=1|mode=Enforce',
      ],
      TransportRuleIds: ['7b1c2f30-5a77-4d5b-9d3c-0a1b2c3d4e5f'],
      TransportRuleActions: ['AHD', 'SetHeader'],
      EvaluatedRuleIds: ['11111111-5a77-4d5b-9d3c-0a1b2c3d4e5f'],
      MalwareFound: false,
      MalwareAction: '',
      AttachmentCount: 2,
      DlpMatches: null,
      DlpOverride: '',
      SpamVerdict: '',
      SpamConfidence: null,
    });
  });

  test('rules that were only evaluated are no rules that fired', () => {
    const [row] = flow([agents('S:TRA=ETRP|ruleId=aaaa|ExecW=3;S:TRA=ETRP|ruleId=bbbb|ExecW=0')], columns);
    assert.equal(row!.TransportRules, null);
    assert.equal(row!.TransportRuleIds, null);
    assert.deepEqual(row!.EvaluatedRuleIds, ['aaaa', 'bbbb']);
  });

  test('malware, data loss prevention and spam, with the last value at the end of the text', () => {
    const [row] = flow(
      [
        agents(
          'S:AMA=SUM|v=1|action=r|error=|atch=1;S:AMA=EV|engine=M|v=1|sig=1.1|name=EICAR|file=eicar.com;S:TRA=DC|dcid=card|count=3|conf=85;S:TRA=CI|sndOverride=or|just=needed;S:SFA=SUM|SFV=SPM|SCL=6|DI=SB|CIP=203.0.113.9',
        ),
      ],
      columns,
    );
    assert.equal(row!.MalwareFound, true);
    assert.equal(row!.MalwareAction, 'r');
    assert.deepEqual(row!.DlpMatches, ['dcid=card|count=3|conf=85']);
    assert.equal(row!.DlpOverride, 'sndOverride=or|just=needed');
    assert.equal(row!.SpamVerdict, 'SPM');
    assert.equal(row!.SpamConfidence, 6);
  });
});

test('message-info gives the time of entry and the latency on each server', () => {
  const [row] = flow(
    [
      {
        ...base,
        source: 'STOREDRIVER',
        'event-id': 'DELIVER',
        'recipient-address': 'bo.ek@contoso.com',
        'message-info':
          '2026-11-21T09:00:00.100Z;SRV=MBX01.contoso.com:TOTAL-SUB=0.100|SA=0.050;SRV=MBX02.contoso.com:TOTAL-DEL=0.310|SMTPDelivery Agent=0.020',
      },
      {
        ...base,
        'date-time': '2026-11-21T09:00:06.000Z',
        source: 'SMTP',
        'event-id': 'RECEIVE',
        'message-info': '0cA: ',
      },
    ],
    'EnteredTime, Latency, ServerLatencies, LatencyTree',
  ).slice(0, 1);
  assert.deepEqual(row, {
    EnteredTime: '2026-11-21T09:00:00.1000000Z',
    Latency: '00:00:05.0850000',
    ServerLatencies: [
      ['MBX01.contoso.com', 'SUB', '0.100'],
      ['MBX02.contoso.com', 'DEL', '0.310'],
    ],
    LatencyTree:
      'SRV=MBX01.contoso.com:TOTAL-SUB=0.100|SA=0.050;SRV=MBX02.contoso.com:TOTAL-DEL=0.310|SMTPDelivery Agent=0.020',
  });
});

test('a message-info without a time has no latency', () => {
  const fields = { ...base, source: 'SMTP', 'event-id': 'RECEIVE', 'message-info': '0cA: ' };
  assert.deepEqual(flow([fields], 'EnteredTime, Latency, ServerLatencies, LatencyTree'), [
    { EnteredTime: null, Latency: null, ServerLatencies: null, LatencyTree: '' },
  ]);
});
