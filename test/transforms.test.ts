/** The same line gives the same row, whether our reader parses it or Azure Monitor Agent sends it as text. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import agentRule from '../infra/generated/agent-dcr.json' with { type: 'json' };
import ingestionRule from '../infra/generated/ingestion-dcr.json' with { type: 'json' };
import { createTransform, type Transform } from '../kql-engine/index.ts';
import { shapesByCount } from '../src/exchange/log-layout.ts';
import { LogReader } from '../src/exchange/log-reader.ts';
import type { LogRecord, RejectedLine } from '../src/exchange/log-record.ts';
import { kustoColumns } from '../src/streams/kusto-columns.ts';
import { createRowWriter } from '../src/streams/write-row.ts';

type Row = Record<string, unknown>;

const folder = new URL('./fixtures/message-tracking/', import.meta.url);
const fixtures = readdirSync(folder).filter((name) => /\.log$/i.test(name));
const where = { FilePath: 'D:\\Logs\\MSGTRK2026112102-1.LOG', Computer: 'MBX01' };

const now = () => new Date('2026-11-21T03:00:00Z');
const fromRecords = transformTo(ingestionRule, 'Custom-MessageTrackingLog', 'Custom-MessageTrackingLog_CL');
const fromText = transformTo(agentRule, 'Custom-MessageTrackingText', 'Custom-MessageTrackingLog_CL');
const rejectsOfText = transformTo(agentRule, 'Custom-MessageTrackingText', 'Custom-MailflowHealth_CL');

interface Rule {
  streamDeclarations: Record<string, { columns: { name: string; type: string }[] }>;
  dataFlows: { streams: string[]; outputStream: string; transformKql: string }[];
}

function transformTo(rule: Rule, stream: string, output: string): Transform {
  const flow = rule.dataFlows.find((flow) => flow.streams.includes(stream) && flow.outputStream === output);
  assert.ok(flow);
  const columns = rule.streamDeclarations[stream].columns;
  return createTransform({ kql: flow.transformKql, columns: kustoColumns(columns), now });
}

function read(bytes: Buffer): { records: LogRecord[]; rejects: RejectedLine[]; utf8: boolean } {
  const reader = new LogReader({});
  const batches = [reader.push(bytes), reader.end({ final: true })];
  return {
    records: batches.flatMap((batch) => batch.records),
    rejects: batches.flatMap((batch) => batch.rejects),
    utf8: reader.state.encoding === 'utf8',
  };
}

function agentRow(bytes: Buffer, { offset, end }: { offset: number; end: number }): Row {
  const RawData = bytes.toString('utf8', offset, end).replace(/\n$/, '');
  return { TimeGenerated: '2026-11-21T03:00:00Z', RawData, ...where };
}

function withoutCollector(row: Row): Row {
  const { collector, ...rest } = row;
  return rest;
}

describe('text and record transforms agree', () => {
  let compared = 0;
  for (const name of fixtures) {
    const bytes = readFileSync(new URL(name, folder));
    const { records, rejects, utf8 } = read(bytes);
    // Azure Monitor Agent reads UTF-8 only, and no transform can know a column order that only a header tells.
    const known = records.filter(
      ({ layout }) =>
        shapesByCount.get(layout.columns.length)?.layout.columns.join() === layout.columns.join(),
    );
    if (!utf8 || known.length + rejects.length === 0) continue;
    test(name, () => {
      const write = createRowWriter({ ...where, collector: 'Function' });
      for (const record of known) {
        const expected = fromRecords.run([JSON.parse(write(record)) as Row]);
        const actual = fromText.run([agentRow(bytes, record)]);
        assert.deepEqual(actual.map(withoutCollector), expected.map(withoutCollector), `line ${record.line}`);
        compared += expected.length;
      }
      for (const reject of rejects) {
        const row = agentRow(bytes, reject);
        // Header lines are dropped there, whatever they name; space that is only reserved is no line.
        if (reject.reason !== 'header' && !/^\0*$/.test(row.RawData as string)) {
          const count = fromText.run([row]).length + rejectsOfText.run([row]).length;
          assert.equal(
            count,
            1,
            `line ${reject.line} must be a row or a reject, never nothing and never both`,
          );
        }
      }
    });
  }
  test('there was something to compare', () => {
    assert.ok(compared >= 50, `${compared} rows compared`);
  });
});

describe('lines of Azure Monitor Agent', () => {
  const text = (RawData: string) => [{ TimeGenerated: '2026-11-21T03:00:00Z', RawData, ...where }];
  const line = (subject: string) =>
    `2026-11-21T02:59:01.123Z,10.0.0.1,mbx01,10.0.0.2,mbx02,;250 ok,MBX01\\Default MBX01,SMTP,RECEIVE,31415926535898,<a@contoso.com>,` +
    `5d1c2a7b-0000-4000-8000-000000000001,"Anna@Contoso.com;'b; c@x.example';bo'b@contoso.com",,2048,3,,,${subject},eve@fabrikam.com,eve@fabrikam.com,` +
    `04I: ,Incoming,,203.0.113.5,10.0.0.1,S:FirstForestHop=mbx01,Email,9f6c0b1e-0000-4000-8000-000000000001,15.02.1544.009`;

  test('header lines are dropped, also behind a byte order mark', () => {
    for (const header of [
      '#Software: Microsoft Exchange Server',
      '\ufeff#Fields: date-time,client-ip',
      'date-time,client-ip',
      '',
      '\0\0\0',
    ]) {
      assert.deepEqual(fromText.run(text(header)), []);
      assert.deepEqual(rejectsOfText.run(text(header)), []);
    }
  });

  test('a first line behind a byte order mark and a carriage return at the end', () => {
    const [row] = fromText.run(text(`\ufeff${line('Hello')}\r`));
    assert.equal(row.eventTime, '2026-11-21T02:59:01.1230000Z');
    assert.equal(row.schemaVersion, '15.02.1544.009');
    assert.equal(row.messageInfo, '04I: ');
  });

  test('recipients are an array in lower case, with single-quoted items whole', () => {
    const [row] = fromText.run(text(line('Hello')));
    assert.deepEqual(row.recipients, ['anna@contoso.com', 'b; c@x.example', "bo'b@contoso.com"]);
    assert.equal(row.sizeBytes, 2048);
  });

  test('doubled quotes are undone up to 31 of them; beyond, all stay doubled', () => {
    for (const count of [1, 2, 31]) {
      const subject = Array.from({ length: count + 1 }, (_, i) => `p${i}`);
      const [row] = fromText.run(text(line(`"${subject.join('""')}"`)));
      assert.equal(row.messageSubject, subject.join('"'));
    }
    const subject = 'x""'.repeat(32);
    const [row] = fromText.run(text(line(`"${subject}"`)));
    assert.equal(row.messageSubject, subject);
  });

  test('a line with another number of columns becomes a health row that says where', () => {
    const [row] = rejectsOfText.run(text(`${line('Hello')},one,more`));
    assert.match(String(row.error), /32 columns .* 2026-11-21T02:59:01/);
    assert.equal(row.FilePath, where.FilePath);
    assert.doesNotMatch(JSON.stringify(row), /contoso|Hello/);
  });

  test('probes are dropped; a forged probe sender to a mailbox is not', () => {
    const probe = 'HealthMailbox0659e34b25a44b4d9e5d@contoso.com';
    const make = (sender: string, recipient: string) =>
      line('Probe')
        .replaceAll('eve@fabrikam.com', sender)
        .replace(/"Anna[^"]*"/, recipient);
    assert.equal(fromText.run(text(make('inboundproxy@contoso.com', probe))).length, 0);
    assert.equal(fromText.run(text(make('<>', `${probe};${probe}`))).length, 0);
    assert.equal(fromText.run(text(make('inboundproxy@contoso.com', 'anna@contoso.com'))).length, 1);
    assert.equal(fromText.run(text(make('eve@fabrikam.com', probe))).length, 1);
  });
});
