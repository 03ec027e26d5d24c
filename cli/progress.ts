/** A progress line on standard error; silent where that is no terminal. */
export interface Progress {
  /** @param done bytes dealt with @param detail a few words, such as a count of rows */
  update(done: number, detail: string): void;
  /** Takes the line away. */
  end(): void;
}

const width = 24;
const interval = 100;

/** @param label what is being done @param total bytes to do; undefined where it cannot be known */
export function progress(label: string, total: number | undefined): Progress {
  const terminal = process.stderr;
  if (!terminal.isTTY) return { update() {}, end() {} };
  let last = 0;
  return {
    update(done, detail) {
      const now = Date.now();
      if (now - last < interval) return;
      last = now;
      const share = total === undefined || total === 0 ? undefined : Math.min(1, done / total);
      const bar =
        share === undefined
          ? ''
          : ` ${'█'.repeat(Math.round(share * width)).padEnd(width, '░')} ${Math.floor(share * 100)} %`;
      terminal.write(`\r\x1b[K${label}${bar}  ${detail}`);
    },
    end() {
      if (last > 0) terminal.write('\r\x1b[K');
    },
  };
}
