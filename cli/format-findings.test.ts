import assert from 'node:assert/strict';
import { it } from 'node:test';
import { failed, passed, skipped, warned } from '../src/doctor/finding.ts';
import { formatFindings } from './format-findings.ts';

it('findings stand in lined-up columns, advice below, the same advice once', () => {
  const text = formatFindings([
    passed('settings', 'all right'),
    failed('read', 'no', 'Give a role.'),
    failed('write', 'no', 'Give a role.'),
    warned('a longer name', 'hm', 'Look.'),
    skipped('clock', 'nobody answered'),
  ]);
  assert.equal(
    text,
    [
      '✓ passed   settings       all right',
      '✗ failed   read           no',
      '✗ failed   write          no',
      '           → Give a role.',
      '! warned   a longer name  hm',
      '           → Look.',
      '- skipped  clock          nobody answered',
      '',
      '1 passed, 1 warned, 2 failed, 1 skipped.',
    ].join('\n'),
  );
});
