import assert from 'node:assert/strict';
import { open, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type Gate, startTestBed, type TestServer } from './agent-test-bed.ts';

let bed: Awaited<ReturnType<typeof startTestBed>>;
before(async () => {
  bed = await startTestBed();
});
after(() => bed.stop());

/** All that one file will ever hold, and how much of it is written. A replaced file is a new one. */
interface Written {
  readonly content: Buffer;
  written: number;
}

type Step =
  | { kind: 'append'; file: number; bytes: number }
  | { kind: 'zeros'; file: number; bytes: number }
  | { kind: 'rotate' }
  | { kind: 'replace' | 'rewrite'; file: number; bytes: number }
  | { kind: 'shrink'; file: number; bytes: number }
  | { kind: 'folder' }
  | { kind: 'wait'; seconds: number }
  | { kind: 'run'; agent: number }
  | { kind: 'both' }
  | { kind: 'crash'; agent: number; after: number; answered: boolean };

const file = fc.nat(3);
const bytes = fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 1500 }));
const agent = fc.nat(1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('append' as const), file, bytes }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('zeros' as const), file, bytes }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rotate' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('replace' as const, 'rewrite' as const), file, bytes }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('shrink' as const), file, bytes }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('folder' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 100 }) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('run' as const), agent }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('both' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('crash' as const),
      agent,
      after: fc.nat(30),
      answered: fc.boolean(),
    }),
  },
);

test('whatever happens to files and agents, each blob is an exact copy, nothing is lost or doubled', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
      const server = await bed.server();
      const model = new Model(server);
      await model.rotate();
      for (const each of steps) await model.take(each);
      await model.finish();
      await model.check();
    }),
    { numRuns: 60 },
  );
});

class Model {
  readonly server: TestServer;
  /** For each file name all that it has been, the last one being what lies on the disk. */
  readonly files: Written[][] = [];
  readonly agents: ReturnType<TestServer['agent']>[];
  unique = 0;

  constructor(server: TestServer) {
    this.server = server;
    this.agents = [server.agent(), server.agent()];
  }

  path(index: number): string {
    return join(this.server.folder, this.name(index));
  }

  name(index: number): string {
    return `MSGTRK2026112101-${index + 1}.LOG`;
  }

  /** New content: the same first line as all files, then a line of its own; now and then UTF-16. */
  content(wide = this.unique % 4 === 3): Buffer {
    const number = ++this.unique;
    const lines = Array.from(
      { length: 150 },
      (_, row) => `file ${number} row ${row}${',x'.repeat((row * 7) % 40)}\r\n`,
    );
    const text = `#Software: Microsoft Exchange Server\r\n#Date: ${number}\r\n${lines.join('')}`;
    return wide ? Buffer.from(`\uFEFF${text}`, 'utf16le') : Buffer.from(text);
  }

  async rotate(): Promise<void> {
    this.files.push([{ content: this.content(), written: 0 }]);
    await writeFile(this.path(this.files.length - 1), '');
  }

  async take(step: Step): Promise<void> {
    const index = 'file' in step ? this.files.length - 1 - Math.min(step.file, this.files.length - 1) : 0;
    const history = this.files[index]!;
    const last = history.at(-1)!;
    switch (step.kind) {
      case 'append':
        return this.append(index, step.bytes);
      case 'zeros': {
        const handle = await open(this.path(index), 'r+');
        const { size } = await handle.stat();
        await handle.truncate(size + step.bytes);
        return handle.close();
      }
      case 'rotate':
        return this.rotate();
      case 'replace':
      case 'rewrite':
        if (step.kind === 'replace') await rm(this.path(index));
        await writeFile(this.path(index), '');
        history.push({ content: this.content(), written: 0 });
        return this.append(index, step.bytes);
      case 'shrink': {
        const kept = Math.min(last.written, step.bytes) & ~1; // whole code units, also in UTF-16
        await truncate(this.path(index), kept);
        const wide = last.content[0] === 0xff;
        const more = this.content(wide);
        const content = Buffer.concat([
          last.content.subarray(0, kept),
          more.subarray(wide && kept > 0 ? 2 : 0),
        ]);
        history.push({ content, written: kept });
        return;
      }
      case 'folder': {
        const away = `${this.server.folder}-away`;
        await rename(this.server.folder, away);
        await this.agents[0]!.runOnce();
        return rename(away, this.server.folder);
      }
      case 'wait':
        this.server.now += step.seconds * 1000;
        return;
      case 'run':
        await this.agents[step.agent]!.runOnce();
        return;
      case 'both':
        await Promise.all(this.agents.map((each) => each.runOnce()));
        return;
      case 'crash':
        await this.server
          .agent({}, crashAfter(step.after, step.answered))
          .runOnce()
          .catch(() => {});
        this.agents[step.agent] = this.server.agent();
    }
  }

  async append(index: number, count: number): Promise<void> {
    const last = this.files[index]!.at(-1)!;
    const end = Math.min(last.written + count, last.content.length);
    const handle = await open(this.path(index), 'r+');
    await handle.write(last.content.subarray(last.written, end), 0, end - last.written, last.written);
    await handle.close();
    last.written = end;
  }

  /** Ends every file with a whole line, and lets one agent ship what is left. */
  async finish(): Promise<void> {
    for (const index of this.files.keys()) {
      const last = this.files[index]!.at(-1)!;
      await this.append(index, last.content.length - last.written);
      await truncate(this.path(index), last.written);
    }
    this.server.now += 600_000;
    const { problems, heldBytes } = await this.server.agent().runOnce();
    assert.deepEqual(problems, []);
    assert.equal(heldBytes, 0);
  }

  async check(): Promise<void> {
    const blobs = await this.server.blobs();
    for (const [index, history] of this.files.entries()) {
      const base = `MSGTRK/${this.name(index)}`;
      const generations = Object.keys(blobs).filter((name) => name === base || name.startsWith(`${base}~`));
      for (const name of generations) {
        const copy = Buffer.from(blobs[name]!, 'latin1');
        const source = history.some(({ content, written }) =>
          content.subarray(0, written).subarray(0, copy.length).equals(copy),
        );
        assert.ok(source, `${name} is a copy of what the file was`);
      }
      const contents = generations.map((name) => blobs[name]);
      const live = history.at(-1)!.content.toString('latin1');
      assert.equal(
        contents.filter((content) => content === live).length,
        1,
        `${base} is shipped whole, once`,
      );
      assert.ok(generations.length <= history.length, 'no generation without a file');
    }
  }
}

/** Lets so many calls pass; the next one is made or not, and neither it nor any later one is answered. */
function crashAfter(calls: number, answered: boolean): Gate {
  let left = calls;
  return async (_what, work) => {
    left--;
    if (left === 0 && answered) await work();
    if (left <= 0) throw new Error('crashed');
    return work();
  };
}
