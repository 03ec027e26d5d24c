import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freePortRow, RunningStack } from './running-stack.ts';

const command = fileURLToPath(new URL('../cli/mailflow.ts', import.meta.url));

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command as a person would; gives exit status and output. */
function mailflow(...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [command, ...args], (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

it('mailflow doctor finds a running local stack in order, and says so where none runs', {
  timeout: 120_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mailflow-doctor-'));
  const data = join(folder, 'data');
  const stack = new RunningStack(await freePortRow(), ['--data', data]);
  try {
    await stack.start();
    await stack.until(async () => ((await stack.status())?.tables.MessageTrackingLog_CL ?? 0) > 0, 60_000);
    const { code, out } = await mailflow(
      'doctor',
      '--stack',
      data,
      '--agent',
      join(data, 'agent.json'),
      '--json',
    );
    const findings = JSON.parse(out) as { check: string; state: string }[];
    assert.deepEqual(
      findings.filter(({ state }) => state === 'failed'),
      [],
    );
    assert.equal(code, 0);
    const checks = new Set(findings.map(({ check }) => check));
    for (const check of [
      'stream MessageTrackingLog',
      'message traces',
      'server MBX01',
      'dead letters',
      'clock',
      'agent: append to blobs',
      'agent: send nudges',
    ]) {
      assert.ok(checks.has(check), check);
    }
  } finally {
    await stack.stop();
    const { code, err } = await mailflow('doctor', '--stack', data);
    assert.equal(code, 1);
    assert.match(err, /No local stack runs/);
    await rm(folder, { recursive: true, force: true });
  }
});
