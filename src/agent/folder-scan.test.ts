import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logFile, scanFolder } from './folder-scan.ts';
import { planRound } from './plan-round.ts';

const local = { path: 'D:\\Logs\\MessageTracking', computer: 'EX01' };

test('paths with drive letters and UNC paths are joined as Windows does', () => {
  assert.equal(
    logFile(local, 'MSGTRK2026112103-1.LOG')?.path,
    'D:\\Logs\\MessageTracking\\MSGTRK2026112103-1.LOG',
  );
  const share = { path: '\\\\ex02\\d$\\Logs', computer: 'EX02' };
  assert.equal(logFile(share, 'MSGTRK2026112103-1.LOG')?.path, '\\\\ex02\\d$\\Logs\\MSGTRK2026112103-1.LOG');
  assert.equal(
    logFile({ path: '/var/logs', computer: 'EX01' }, 'MSGTRK2026112103-1.LOG')?.path,
    '/var/logs/MSGTRK2026112103-1.LOG',
  );
});

test('names that differ by case only are one blob', () => {
  const names = ['MSGTRKMD2026112103-1.LOG', 'msgtrkmd2026112103-1.log', 'MsgTrkMD2026112103-1.Log'];
  for (const name of names) {
    assert.equal(logFile(local, name)?.blobName, 'EX01/MSGTRKMD/MSGTRKMD2026112103-1.LOG');
  }
});

test('only message tracking files count, and no name that a later generation of a blob has', async () => {
  const names = ['RECV2026112103-1.LOG', 'MSGTRK2026112103-1.LOG~2', 'readme.txt', 'MSGTRKMA20261121-1.LOG'];
  const files = await scanFolder({ readdir: async () => names }, local);
  assert.deepEqual(
    files.map((file) => file.kind),
    ['MSGTRKMA'],
  );
});

test('the newest of each kind comes apart, the others oldest first, whatever the folder says', () => {
  const names = [
    'MSGTRK2026112103-10.LOG',
    'MSGTRK2026112103-9.LOG',
    'MSGTRKMS2026112102-1.LOG',
    'MSGTRK2026112023-1.LOG',
    'MSGTRK2026112104-1.LOG',
    'MSGTRKMS2026112103-1.LOG',
  ];
  const other = { path: 'E:\\Old', computer: 'EX01' };
  const files = [...names.map((name) => logFile(local, name)!), logFile(other, 'msgtrk2026112023-1.log')!];
  const plan = planRound(files);
  const name = (file: { path: string }) => file.path.split('\\').at(-1);
  assert.deepEqual(plan.newest.map(name).sort(), ['MSGTRK2026112104-1.LOG', 'MSGTRKMS2026112103-1.LOG']);
  assert.deepEqual(plan.older.map(name), [
    'MSGTRK2026112023-1.LOG',
    'MSGTRKMS2026112102-1.LOG',
    'MSGTRK2026112103-9.LOG',
    'MSGTRK2026112103-10.LOG',
  ]);
  assert.deepEqual(
    plan.doubles.map((file) => file.folder),
    ['E:\\Old'],
  );
});
