import alertRules from '../../infra/generated/content/alert-rules.json' with { type: 'json' };
import analyticsRules from '../../infra/generated/content/analytics-rules.json' with { type: 'json' };
import functions from '../../infra/generated/content/functions.json' with { type: 'json' };
import huntingQueries from '../../infra/generated/content/hunting-queries.json' with { type: 'json' };
import workbooks from '../../infra/generated/content/workbooks.json' with { type: 'json' };
import rule from '../../infra/generated/ingestion-dcr.json' with { type: 'json' };
import tables from '../../infra/generated/tables.json' with { type: 'json' };
import { graphResource, localTokens } from '../identity/local-tokens.ts';
import type { ChildMessage, ChildState } from '../stack/child-messages.ts';
import { onParentMessage } from '../stack/end-with-parent.ts';
import { openSite } from '../stack/stack-files.ts';
import { ruleImmutableId, stackLayout } from '../stack/stack-layout.ts';
import { changingWatchlists } from './changing-watchlists.ts';
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

const site = openSite();
const monitor = await startMonitor({
  ...layout,
  tables,
  rule,
  immutableId: ruleImmutableId,
  tokens: localTokens(secrets.token, now, [graphResource, layout.graphUrl]),
  identityHeader: secrets.identityHeader,
  site,
  content: {
    'alert-rules': alertRules,
    'analytics-rules': analyticsRules,
    functions,
    'hunting-queries': huntingQueries,
    workbooks,
  },
  watchlists: changingWatchlists(layout.watchlistsFolder, (text) => tell({ type: 'notice', text })),
  status: () => ({ children }),
  report: (text) => console.error(text),
  now,
});
const report = () => tell({ type: 'rows', counts: Object.fromEntries(monitor.counts) });
tell({ type: 'ready' });
report();
setInterval(report, 250).unref();

process.once('SIGTERM', async () => {
  await Promise.all([monitor.close(), site.close()]);
  report();
  process.exit(0);
});
