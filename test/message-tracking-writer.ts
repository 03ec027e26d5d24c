import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { shapesByCount } from '../src/exchange/log-layout.ts';

const columns = shapesByCount.get(30)?.layout.columns ?? [];

const header = [
  '#Software: Microsoft Exchange Server',
  '#Version: 15.02.1544.009',
  '#Log-type: Message Tracking Log',
  '#Date: 2026-11-21T02:00:00.000Z',
  `#Fields: ${columns.join(',')}`,
  '',
].join('\r\n');

/**
 * Writes numbered message tracking lines to a folder as a server does: a new file every so many lines, a line
 * sometimes cut in two writes. Each line is another record.
 */
export class MessageTrackingWriter {
  readonly #folder: string;
  readonly #linesPerFile: number;
  #written = 0;
  #half = '';

  constructor(folder: string, linesPerFile: number) {
    this.#folder = folder;
    this.#linesPerFile = linesPerFile;
    mkdirSync(folder, { recursive: true });
  }

  /** Lines whose last byte has been written. */
  get lines(): number {
    return this.#half === '' ? this.#written : this.#written - 1;
  }

  /** Appends lines. @param cut leave the last one half-written, to be completed by the next call */
  append(count: number, cut = false): void {
    let text = this.#half;
    this.#half = '';
    for (let i = 0; i < count; i++) {
      if (this.#written % this.#linesPerFile === 0) {
        this.#flush(text);
        text = header;
      }
      this.#written++;
      text += line(this.#written);
    }
    if (cut && text.length > 40) {
      this.#half = text.slice(-40);
      text = text.slice(0, -40);
    }
    this.#flush(text);
  }

  #flush(text: string): void {
    if (text === '') return;
    const number = Math.max(1, Math.ceil(this.#written / this.#linesPerFile));
    appendFileSync(join(this.#folder, `MSGTRK2026112102-${number}.LOG`), text);
  }
}

function line(number: number): string {
  const time = new Date(Date.now() - 1000).toISOString();
  const id = String(number).padStart(12, '0');
  return `${[
    time,
    '10.0.0.5',
    'mbx01',
    '10.0.0.6',
    'mbx02',
    '"08D9,2026;0"',
    'MBX01\\Default MBX01',
    'SMTP',
    'RECEIVE',
    `5772436${id}`,
    `<${id}@contoso.com>`,
    `00000000-0000-4000-8000-${id}`,
    'anna@contoso.com;bo@contoso.com',
    '',
    '2048',
    '2',
    '',
    '',
    `"Order ${number}, ""urgent"""`,
    'eve@fabrikam.com',
    'eve@fabrikam.com',
    '04I: ',
    'Incoming',
    '',
    '203.0.113.5',
    '10.0.0.5',
    'S:FirstForestHop=mbx01',
    'Email',
    `11111111-0000-4000-8000-${id}`,
    '15.02.1544.009',
  ].join(',')}\r\n`;
}
