import assert from 'node:assert/strict';
import { it } from 'node:test';
import { loadCases, runCase } from './conformance.ts';

for (const [file, least, most] of [
  ['docs.jsonl', 0.96, 0.01],
  ['fuzz.jsonl', 0.99, 0.005],
] as const) {
  const cases = loadCases(file);
  it(`${file}: at least ${least * 100} % equal, at most ${most * 100} % wrong`, {
    skip: cases ? false : 'the conformance cases are not beside the repository (../shared/kql-conformance)',
  }, () => {
    const outcomes = cases!.map((c) => runCase(c).outcome);
    const share = (wanted: string) => outcomes.filter((o) => o === wanted).length / outcomes.length;
    assert.ok(share('equal') >= least, `equal ${share('equal')}`);
    assert.ok(share('wrong') <= most, `wrong ${share('wrong')}`);
  });
}
