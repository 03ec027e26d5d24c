import { surveyBlobs } from '../forwarding/survey-blobs.ts';
import { readSweepMemory, sweptAt } from '../forwarding/sweep-memory.ts';
import type { Storage } from '../storage/create-storage.ts';
import { minutes, several } from './check-backlog.ts';
import { type Check, type Finding, failed, passed, skipped, warned } from './finding.ts';
import { storageAdvice } from './storage-advice.ts';

/** The sweep finds what events missed within a minute or two. */
const laggingMs = 15 * 60_000;
const stuckMs = 2 * 60 * 60_000;
/** A mailbox server writes probe records every 5 minutes; a quiet Edge or a server in maintenance may not. */
const silentMs = 2 * 60 * 60_000;
/** Servers of which nothing came for so long are taken for retired. */
const retiredMs = 7 * 24 * 60 * 60_000;

/** The timer of sweep-blobs fires every minute. */
const sweepMissedMs = 5 * 60_000;
const sweepDeadMs = 30 * 60_000;

interface Server {
  /** When the agent last shipped something, milliseconds since 1970. */
  newest: number;
  /** Since when bytes wait to be forwarded. */
  behindSince: number | undefined;
  behind: number;
}

/** Whether the Functions app is alive: its sweep writes down what it found, every minute. */
export function checkApp(storage: Storage, now: () => number): Check {
  const name = 'functions app';
  return {
    name,
    async run(signal) {
      let swept: Date | undefined;
      try {
        swept = await sweptAt(storage.state, signal);
      } catch (error) {
        throw storageAdvice(error, 'Storage Blob Data Reader (or Contributor) on the storage account');
      }
      const advice =
        'Is the app started, and does it list its functions? Look at "Functions" and "Log stream" in the portal. After a deployment wait two minutes.';
      if (swept === undefined) return [warned(name, 'It has not looked for log files yet.', advice)];
      const age = now() - swept.getTime();
      const message = `It last looked for log files ${minutes(age)} ago; it should every minute.`;
      if (age >= sweepDeadMs) return [failed(name, message, advice)];
      if (age >= sweepMissedMs) return [warned(name, message, advice)];
      return [passed(name, 'runs: it looks for log files every minute')];
    },
  };
}

/**
 * For each server whether its agent still ships and whether all of that is forwarded.
 * @param expected false where no server need be there, since Exchange Online is the source
 */
export function checkServers(storage: Storage, expected: boolean, now: () => number): Check {
  const name = 'servers';
  return {
    name,
    async run() {
      try {
        const servers = await survey(storage, now());
        if (servers.size === 0) return [noServer(name, expected)];
        const names = [...servers.keys()].sort();
        return names.flatMap((server) => serverFindings(server, servers.get(server)!, now()));
      } catch (error) {
        throw storageAdvice(error, 'Storage Blob Data Reader (or Contributor) on the storage account');
      }
    },
  };
}

async function survey(storage: Storage, at: number): Promise<Map<string, Server>> {
  const memory = await readSweepMemory(storage.state);
  const servers = new Map<string, Server>();
  await surveyBlobs(storage, at, ({ name, Computer, lastModified, pending }) => {
    if (Computer === undefined) return;
    const changed = lastModified.getTime();
    const server = servers.get(Computer) ?? { newest: 0, behindSince: undefined, behind: 0 };
    server.newest = Math.max(server.newest, changed);
    if (pending) {
      server.behind++;
      server.behindSince = Math.min(server.behindSince ?? at, memory[name]?.since ?? changed);
    }
    servers.set(Computer, server);
  });
  for (const [name, server] of servers) {
    if (server.behind === 0 && at - server.newest > retiredMs) servers.delete(name);
  }
  return servers;
}

function serverFindings(server: string, { newest, behindSince, behind }: Server, at: number): Finding[] {
  const check = `server ${server}`;
  const found: Finding[] = [];
  const lag = behindSince === undefined ? 0 : at - behindSince;
  if (lag >= laggingMs) {
    const message = `Not forwarded yet: ${several(behind, 'log file')}, the first for ${minutes(lag)}.`;
    const advice =
      'Look at the lines on streams, queue and storage here, and at the log of the function forward-blob. Nothing is lost: the files stay in the storage account.';
    found.push(lag < stuckMs ? warned(check, message, advice) : failed(check, message, advice));
  }
  const silence = at - newest;
  if (silence >= silentMs) {
    found.push(
      warned(
        check,
        `Its agent has shipped nothing for ${minutes(silence)}.`,
        `On ${server}: is the agent running ("mailflow agent --check" tells), and does Exchange write logs (Get-TransportService | fl MessageTrackingLog*)?`,
      ),
    );
  }
  return found.length > 0 ? found : [passed(check, `all forwarded, last shipped ${minutes(silence)} ago`)];
}

function noServer(check: string, expected: boolean): Finding {
  if (!expected) return skipped(check, 'No server ships logs; Exchange Online is the source.');
  return warned(
    check,
    'Nothing has been shipped yet.',
    'Start the agent on the Exchange servers; "mailflow agent --config FILE --check" tells what it lacks. With Azure Monitor Agent or another log shipper nothing comes by here.',
  );
}
