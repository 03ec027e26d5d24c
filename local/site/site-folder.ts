import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built site: where its files are, once they are there. */
export interface SiteFolder {
  /** Absolute path; undefined while it is being built, or where that failed. */
  readonly folder: string | undefined;
  /** What went wrong with the build. */
  readonly failure: string | undefined;
  /** Ends a build that is going on. */
  close(): Promise<void>;
}

/** A site that was built before: that of the package. */
export function builtSite(folder: string): SiteFolder {
  return { folder, failure: undefined, close: async () => {} };
}

/** What the site is built from, beside its own folder. */
const sources = [
  'local/site/**/*.{ts,css,html,svg,json}',
  'kql-engine/workbook/*.ts',
  'workbooks/source/*.ts',
  'package-lock.json',
];

const siteBuilder = new URL('./build-main.ts', import.meta.url);

/** Other stacks may serve builds of other sources: those used within a day, in milliseconds, stay. */
const kept = 24 * 3_600_000;

/**
 * The site of a checkout. Where no build of these very sources lies in the cache, it is built by a process of its own, of
 * low priority, so that the stack is ready as fast as without it.
 * @param root absolute path of the checkout
 * @param cacheFolder absolute path; builds in it that were not used for a day are removed
 * @param builder the module that builds into the folder that it is given
 */
export function checkoutSite(root: string, cacheFolder: string, builder = siteBuilder): SiteFolder {
  const name = `site-${hashOf(root)}`;
  const target = join(cacheFolder, name);
  const state: { folder: string | undefined; failure: string | undefined } = {
    folder: existsSync(join(target, 'index.html')) ? target : undefined,
    failure: undefined,
  };
  let child: ChildProcess | undefined;
  if (state.folder !== undefined) markUsed(state.folder);
  else {
    mkdirSync(cacheFolder, { recursive: true });
    // Several stacks may build at once; each has a folder of its own until it is whole.
    const draft = join(cacheFolder, `draft-${process.pid}`);
    child = spawn(process.execPath, [fileURLToPath(builder), draft], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    let errors = '';
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-4000);
    });
    child.once('error', (error) => {
      state.failure = error.message;
    });
    child.once('close', (code) => {
      if (code === 0) {
        state.folder = settle(draft, target);
        removeUnused(cacheFolder, name);
      } else {
        state.failure ??= errors || `The build ended with ${code}.`;
        rmSync(draft, { recursive: true, force: true });
      }
    });
    if (child.pid !== undefined) setLowPriority(child.pid);
  }
  return {
    get folder() {
      return state.folder;
    },
    get failure() {
      return state.failure;
    },
    async close() {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    },
  };
}

function hashOf(root: string): string {
  const hash = createHash('sha256');
  for (const path of globSync(sources, { cwd: root }).sort()) {
    if (path.endsWith('.test.ts')) continue;
    hash.update(`${path}\n`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Gives the draft its name; where another process was faster, its build is as good. */
function settle(draft: string, target: string): string {
  try {
    renameSync(draft, target);
  } catch (error) {
    if (!existsSync(join(target, 'index.html'))) throw error;
    rmSync(draft, { recursive: true, force: true });
  }
  return target;
}

function markUsed(folder: string): void {
  try {
    utimesSync(folder, new Date(), new Date());
  } catch {
    // The cache may belong to somebody else; its builds can be served all the same.
  }
}

function removeUnused(cacheFolder: string, name: string): void {
  for (const other of readdirSync(cacheFolder)) {
    if (other === name || !/^(?:site|draft)-/.test(other)) continue;
    const path = join(cacheFolder, other);
    const used = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Date.now() - used > kept) rmSync(path, { recursive: true, force: true });
  }
}

function setLowPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It has ended already, or the system does not allow it: the build goes on as it is.
  }
}
