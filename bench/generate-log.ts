/**
 * Writes large message tracking logs for benchmarks: `node bench/generate-log.ts --bytes 200MB --out FILE [--seed N]`.
 *
 * The shape is that of the file on which the project's figures were first measured: about 1,031 bytes a line, 30 columns,
 * 56 % of the rows with quoted fields, 6 % with doubled quotes, 17 % with several recipients, 8 % with letters beyond ASCII,
 * 8 % probes. Line shapes follow public samples; the mix of events is a guess.
 */
import { open } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { logHeader } from '../local/sample/log-line.ts';
import { createRandom } from '../local/sample/random.ts';
import { logTemplates, slots } from './log-templates.ts';

/** Rows repeat after so many, but for times and ids: far more than the window of gzip. */
const TEMPLATES = 6000;
const CHUNK_BYTES = 1024 * 1024;
const BEGIN = Date.UTC(2026, 10, 20, 8);

export interface GenerateOptions {
  readonly file: string;
  /** Size to reach, in bytes; the file ends with the last whole line below it. */
  readonly bytes: number;
  /** Default 1. */
  readonly seed?: number;
}

/** Writes a log file, about a megabyte at a time. Returns how many records and bytes it has. */
export async function generateLog({
  file,
  bytes,
  seed = 1,
}: GenerateOptions): Promise<{ rows: number; bytes: number }> {
  const templates = logTemplates(TEMPLATES, seed).map(compile);
  const handle = await open(file, 'w');
  let rows = 0;
  let written = 0;
  try {
    let text = logHeader(BEGIN);
    let size = text.length;
    const fill = filler(seed);
    for (;;) {
      const template = templates[rows % templates.length]!;
      const full = written + size + template.bytes > bytes;
      if (full || size >= CHUNK_BYTES) {
        written += (await handle.write(Buffer.from(text))).bytesWritten;
        text = '';
        size = 0;
        if (full) return { rows, bytes: written };
      }
      text += fill(template, rows);
      size += template.bytes;
      rows += 1;
    }
  } finally {
    await handle.close();
  }
}

/** A line cut at its stand-ins: `pieces[i]`, then the value of `kinds[i]`. */
interface Template {
  readonly pieces: readonly string[];
  readonly kinds: readonly string[];
  /** Length of the line once it is filled. */
  readonly bytes: number;
}

const lengths: Readonly<Record<string, number>> = {
  [slots.time]: 24,
  [slots.internalId]: 14,
  [slots.logId]: 36,
  [slots.messageGuid]: 36,
};

function compile(line: string): Template {
  const parts = line.split(/([\u0001-\u0004])/);
  const kinds = parts.filter((_, index) => index % 2 === 1);
  const pieces = parts.filter((_, index) => index % 2 === 0);
  const bytes =
    pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0) +
    kinds.reduce((sum, kind) => sum + lengths[kind]!, 0);
  return { pieces, kinds, bytes };
}

/** Puts times and ids into templates: 25 rows a second, a new message every six rows. */
function filler(seed: number): (template: Template, row: number) => string {
  const random = createRandom(seed, 'ids');
  let messageGuid = '';
  return ({ pieces, kinds }, row) => {
    const time = new Date(BEGIN + row * 40).toISOString();
    const tail = `-08df-4764${row.toString(16).padStart(8, '0')}`;
    if (row % 6 === 0) messageGuid = guid() + tail;
    const logId = guid() + tail;
    let line = pieces[0]!;
    for (let index = 0; index < kinds.length; index += 1) {
      const kind = kinds[index];
      if (kind === slots.time) line += time;
      else if (kind === slots.internalId) line += 34_359_738_368_000 + Math.floor(row / 6);
      else if (kind === slots.logId) line += logId;
      else line += messageGuid;
      line += pieces[index + 1];
    }
    return line;
  };

  function guid(): string {
    const hex = random.hex(16);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12)}`;
  }
}

/** `200MB`, `1GB`, `1500` … to bytes; MB and GB are powers of ten. Undefined where it is no size. */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(B|KB|MB|GB)?$/i.exec(text);
  if (match === null) return undefined;
  const power = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9 }[(match[2] ?? 'B').toUpperCase()]!;
  return Math.round(Number(match[1]) * power);
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { bytes: { type: 'string' }, out: { type: 'string' }, seed: { type: 'string', default: '1' } },
  });
  const bytes = parseSize(values.bytes ?? '');
  if (bytes === undefined || values.out === undefined) {
    console.error('Usage: node bench/generate-log.ts --bytes 200MB --out FILE [--seed N]');
    process.exit(2);
  }
  const made = await generateLog({ file: values.out, bytes, seed: Number(values.seed) });
  console.error(`${made.rows} records, ${made.bytes} bytes in ${values.out}`);
}
