import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureCertificate } from './certificate.ts';
import { prepareDataFolder } from './data-folder.ts';
import { freePorts } from './free-ports.ts';
import { portCount, type StackLayout, stackLayout } from './stack-layout.ts';

/**
 * For tests: a data folder of its own with a certificate, on ports that are free now. Remove it at the end.
 */
export async function temporaryLayout(): Promise<{ layout: StackLayout; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-stack-'));
  const layout = stackLayout(folder, await freeBlock());
  prepareDataFolder(layout);
  await ensureCertificate(layout, () => new Date());
  return { layout, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/**
 * The first of as many free ports in a row as a stack needs, below those that the system gives to clients.
 */
async function freeBlock(): Promise<number> {
  for (let tries = 0; ; tries++) {
    const first = 12_000 + Math.floor(Math.random() * 18_000);
    try {
      await freePorts(first, portCount, 0);
      return first;
    } catch (error) {
      if (tries === 50) throw error;
    }
  }
}
