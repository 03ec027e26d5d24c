import { readFileSync } from 'node:fs';
import rule from '../../infra/generated/ingestion-dcr.json' with { type: 'json' };
import tables from '../../infra/generated/tables.json' with { type: 'json' };
import { graphResource, localTokens } from '../identity/local-tokens.ts';
import type { ChildMessage, ChildState } from '../stack/child-messages.ts';
import { onParentMessage } from '../stack/end-with-parent.ts';
import { sitePage } from '../stack/stack-files.ts';
import { ruleImmutableId, stackLayout } from '../stack/stack-layout.ts';
import { startMonitor } from './monitor.ts';

/** The process that holds the tables: `main.ts DATA-FOLDER PORT`. */
const [dataFolder, port] = process.argv.slice(2) as [string, string];
const layout = stackLayout(dataFolder, Number(port));
const secrets = JSON.parse(process.env.LOCAL_STACK_SECRETS ?? '{}') as {
  token: string;
  identityHeader: string;
};
const now = () => new Date();
const tell = (message: ChildMessage) => process.send?.(message);

let children: ChildState[] = [];
onParentMessage('children', (message) => {
  children = message.children;
});

const monitor = await startMonitor({
  ...layout,
  tables,
  rule,
  immutableId: ruleImmutableId,
  tokens: localTokens(secrets.token, now, [graphResource, layout.graphUrl]),
  identityHeader: secrets.identityHeader,
  page: readFileSync(sitePage, 'utf8'),
  status: () => ({ children }),
  report: (text) => console.error(text),
  now,
});
const report = () => tell({ type: 'rows', counts: Object.fromEntries(monitor.counts) });
tell({ type: 'ready' });
report();
setInterval(report, 250).unref();

process.once('SIGTERM', async () => {
  await monitor.close();
  report();
  process.exit(0);
});
