import { parseArgs } from 'node:util';
import { runSample } from './run-sample.ts';

const USAGE = `Writes message tracking logs of a sample organisation.

  node local/sample/main.ts --dir DIR [--seed N] [--hours N] [--live [--rate N]] [--no-incidents]

  --dir DIR        folder that gets SERVER/MessageTracking/*.LOG; logs that are there are continued
  --seed N         another seed, other mail (default 1)
  --hours N        hours of history (default 3)
  --live           go on in real time until SIGTERM, SIGINT or the end of the parent
  --rate N         density of mail while live (default 6)
  --no-incidents   ordinary traffic only
`;

const { values } = read();
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
process.once('SIGINT', () => stop.abort());
process.once('disconnect', () => stop.abort());

await runSample({
  dir: values.dir,
  seed: number('seed', 1),
  hours: number('hours', 3),
  rate: number('rate', 6),
  live: values.live ?? false,
  signal: stop.signal,
  ...(values['no-incidents'] ? { incidents: [] } : {}),
  onHistory(records) {
    process.stderr.write(`sample: ${records} records of history in ${values.dir}\n`);
    process.send?.({ type: 'history', records });
  },
});
if (process.connected) process.disconnect();

function read() {
  try {
    const parsed = parseArgs({
      options: {
        dir: { type: 'string' },
        seed: { type: 'string' },
        hours: { type: 'string' },
        rate: { type: 'string' },
        live: { type: 'boolean' },
        'no-incidents': { type: 'boolean' },
      },
    });
    const { dir } = parsed.values;
    if (dir === undefined) return wrong('--dir is missing.');
    return { values: { ...parsed.values, dir } };
  } catch (error) {
    return wrong((error as Error).message);
  }
}

function number(name: 'seed' | 'hours' | 'rate', fallback: number): number {
  const text = values[name];
  if (text === undefined) return fallback;
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 && text !== ''
    ? value
    : wrong(`--${name} must be a number, not "${text}".`);
}

function wrong(message: string): never {
  process.stderr.write(`${message}\n\n${USAGE}`);
  process.exit(2);
}
