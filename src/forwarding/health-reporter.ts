import packageJson from '../../package.json' with { type: 'json' };
import { MemoryDeadLetters } from '../ingestion/memory-dead-letters.ts';
import type { Uploader } from '../ingestion/uploader.ts';
import { healthStream } from '../streams/health.ts';

/** One row of `Custom-MailflowHealth`, less what all rows have (time and version). Meanings: src/streams/health.ts. */
export interface HealthRow {
  readonly component: string;
  readonly Computer?: string | undefined;
  readonly FilePath?: string | undefined;
  readonly rowsRead?: number;
  readonly rowsSent?: number;
  readonly rowsRejected?: number;
  readonly rowsFiltered?: number;
  readonly bytesSent?: number;
  readonly requests?: number;
  readonly rowsNew?: number;
  readonly rowsChanged?: number;
  readonly quotaUsed?: number;
  readonly gapSeconds?: number;
  readonly lagSeconds?: number;
  readonly throttledSeconds?: number;
  readonly error?: string | undefined;
}

export interface HealthReporter {
  /**
   * Sends rows. Never rejects, and gives up after some seconds: health must not hold up or fail a run. Rows that
   * could not be sent go along with the next ones.
   */
  report(rows: readonly HealthRow[]): Promise<void>;
}

const patienceMs = 10_000;
/** Most rows kept for the next report. */
const maxKept = 200;

export function createHealthReporter(
  uploader: Pick<Uploader, 'open' | 'pauseMs'>,
  now: () => number,
  log: (message: string) => void,
): HealthReporter {
  let kept: string[] = [];

  const send = async (texts: readonly string[]): Promise<void> => {
    const deadLetters = new MemoryDeadLetters();
    const signal = AbortSignal.timeout(patienceMs);
    const session = uploader.open({ stream: healthStream.name, file: 'health', deadLetters, signal });
    for (const [index, text] of texts.entries())
      await session.add(text, { line: index + 1, offset: 0, end: 0 });
    await session.flush();
    for (const letter of deadLetters.letters) log(`A health row was refused: ${letter.message}`);
  };

  return {
    async report(rows) {
      const TimeGenerated = new Date(now()).toISOString();
      const { version } = packageJson;
      const texts = [...kept, ...rows.map((row) => JSON.stringify({ TimeGenerated, ...row, version }))];
      kept = [];
      if (texts.length === 0) return;
      try {
        if (uploader.pauseMs > patienceMs / 2) throw new Error('the service asks to wait');
        await send(texts);
      } catch (error) {
        kept = [...texts, ...kept].slice(-maxKept);
        log(`${texts.length} health rows wait: ${error instanceof Error ? error.message : error}`);
      }
    },
  };
}
