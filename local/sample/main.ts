import { parseArgs } from 'node:util';
import { GraphTenant } from '../../test/doubles/graph/tenant.ts';
import { startExchangeOnline } from '../exchange-online/start-exchange-online.ts';
import { localTokens } from '../identity/local-tokens.ts';
import { stackLayout } from '../stack/stack-layout.ts';
import { runSample } from './run-sample.ts';

const USAGE = `Writes message tracking logs of a sample organisation, and the message trace of its tenant.

  node local/sample/main.ts --dir DIR [--seed N] [--hours N] [--live [--rate N]] [--no-incidents]
                            [--data DIR --port N]

  --dir DIR        folder that gets SERVER/MessageTracking/*.LOG and ExchangeOnline/*.ndjson; what is there is continued
  --seed N         another seed, other mail (default 1)
  --hours N        hours of history (default 3)
  --live           go on in real time until SIGTERM, SIGINT or the end of the parent
  --rate N         density of mail while live (default 6)
  --no-incidents   ordinary traffic only
  --data DIR, --port N   data folder and first port of a local stack: serves the tenant as its Microsoft Graph
`;

const { values } = read();
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
process.once('SIGINT', () => stop.abort());
process.once('disconnect', () => stop.abort());

const tenant = new GraphTenant();
const graph = values.data === undefined ? undefined : await serveGraph(values.data);
if (graph !== undefined) process.send?.({ type: 'ready' });

await runSample({
  dir: values.dir,
  seed: number('seed', 1),
  hours: number('hours', 3),
  rate: number('rate', 6),
  live: values.live ?? false,
  signal: stop.signal,
  ...(values['no-incidents'] ? { incidents: [] } : {}),
  onTrace: (row) => tenant.add(row),
  onHistory(records) {
    process.stderr.write(`sample: ${records} records of history in ${values.dir}\n`);
    process.send?.({ type: 'history', records });
  },
});
await graph?.close();
if (process.connected) process.disconnect();

function serveGraph(dataFolder: string) {
  const secrets = JSON.parse(process.env.LOCAL_STACK_SECRETS ?? '{}') as { token: string };
  return startExchangeOnline({
    ...stackLayout(dataFolder, number('port', 4280)),
    tenant,
    tokens: localTokens(secrets.token, () => new Date()),
    now: Date.now,
  });
}

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
        data: { type: 'string' },
        port: { type: 'string' },
      },
    });
    const { dir } = parsed.values;
    if (dir === undefined) return wrong('--dir is missing.');
    return { values: { ...parsed.values, dir } };
  } catch (error) {
    return wrong((error as Error).message);
  }
}

function number(name: 'seed' | 'hours' | 'rate' | 'port', fallback: number): number {
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
