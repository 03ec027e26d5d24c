import type { Values } from '../chunk.ts';
import type { KqlType } from '../types.ts';
import type { Dynamic } from '../values/dynamic.ts';
import { bytesOfValue, type ColumnData, isNumeric } from './column-data.ts';
import { writeDynamic } from './dynamic-text.ts';

/** A column of the segment that is being filled: at most as many rows as a 16-bit code can tell apart. */
export interface OpenColumn {
  push(value: unknown): void;
  /** The column so far. What is pushed later is not among its first `length` rows. */
  data(): ColumnData;
  /** The finished column, in as little memory as it can be. */
  seal(): ColumnData;
  /** About how many bytes it takes. */
  bytes: number;
}

const FIRST_ROWS = 64;
/** After so many rows a text column is looked at: where nearly every text is new, a list of them is quicker and smaller. */
const TRIAL_ROWS = 4096;
const MOSTLY_NEW = 0.8;

export function openColumn(type: KqlType): OpenColumn {
  if (type === 'string') return new OpenText();
  return isNumeric(type) ? new OpenNumbers(type) : new OpenValues(type);
}

/** Text: each distinct value is held once, a row is its number; or a plain list where values hardly ever repeat. */
class OpenText implements OpenColumn {
  bytes = FIRST_ROWS * 2;
  #codes = new Uint16Array(FIRST_ROWS);
  #values: string[] = [];
  #numbers = new Map<string, number>();
  #list: string[] | undefined;
  #length = 0;
  #last: string | undefined;
  #lastCode = 0;

  push(value: unknown): void {
    const text = value as string;
    if (this.#list) {
      this.#list.push(text);
      this.bytes += bytesOfValue(text);
      return;
    }
    let code = text === this.#last ? this.#lastCode : this.#numbers.get(text);
    if (code === undefined) {
      code = this.#values.length;
      this.#values.push(text);
      this.#numbers.set(text, code);
      this.bytes += bytesOfValue(text) + 48;
    }
    if (this.#length === this.#codes.length) {
      this.#codes = twice(this.#codes);
      this.bytes += this.#codes.byteLength / 2;
    }
    this.#codes[this.#length++] = code;
    this.#last = text;
    this.#lastCode = code;
    if (this.#length === TRIAL_ROWS && this.#values.length > MOSTLY_NEW * TRIAL_ROWS) this.#becomeList();
  }

  #becomeList(): void {
    this.#list = Array.from(this.#codes.subarray(0, this.#length), (code) => this.#values[code]!);
    this.#numbers = new Map();
    this.#values = [];
  }

  data(): ColumnData {
    if (this.#list) return { kind: 'values', values: this.#list };
    return { kind: 'coded', codes: this.#codes, values: this.#values };
  }

  seal(): ColumnData {
    if (this.#list) return { kind: 'values', values: this.#list };
    const codes = narrow(this.#codes.subarray(0, this.#length), this.#values.length);
    return { kind: 'coded', codes, values: this.#values };
  }
}

/** A byte a code where there are few values. */
function narrow(codes: Uint16Array, values: number): Uint8Array | Uint16Array {
  return values <= 256 ? Uint8Array.from(codes) : codes.slice();
}

/** Numbers and ticks; becomes a plain list at the first bigint. */
class OpenNumbers implements OpenColumn {
  bytes = FIRST_ROWS * 8;
  readonly #narrow: boolean;
  #values = new Float64Array(FIRST_ROWS);
  #valid: Uint8Array | undefined;
  #list: Values | undefined;
  #length = 0;

  constructor(type: KqlType) {
    this.#narrow = type === 'int';
  }

  push(value: unknown): void {
    if (this.#list) {
      this.#list.push(value);
      this.bytes += bytesOfValue(value);
      return;
    }
    if (this.#length === this.#values.length) this.#grow();
    if (typeof value === 'number') {
      this.#values[this.#length] = value;
      if (this.#valid) this.#valid[this.#length] = 1;
    } else if (value === null) {
      this.#valid ??= new Uint8Array(this.#values.length).fill(1, 0, this.#length);
      this.#valid[this.#length] = 0;
    } else {
      const list: Values = new Array(this.#length);
      for (let row = 0; row < this.#length; row++)
        list[row] = this.#valid && !this.#valid[row] ? null : this.#values[row];
      list.push(value);
      this.#list = list;
    }
    this.#length++;
  }

  #grow(): void {
    const wider = new Float64Array(this.#length * 2);
    wider.set(this.#values);
    this.bytes += wider.byteLength - this.#values.byteLength;
    this.#values = wider;
    if (this.#valid) {
      const valid = new Uint8Array(wider.length);
      valid.set(this.#valid);
      this.#valid = valid;
    }
  }

  data(): ColumnData {
    if (this.#list) return { kind: 'values', values: this.#list };
    return { kind: 'numbers', values: this.#values, valid: this.#valid };
  }

  seal(): ColumnData {
    if (this.#list) return { kind: 'values', values: this.#list };
    const values = this.#values.subarray(0, this.#length);
    return {
      kind: 'numbers',
      values: this.#narrow ? Int32Array.from(values) : values.slice(),
      valid: this.#valid?.slice(0, this.#length),
    };
  }
}

/** Dynamic values, guids and bools: each distinct one is held once, a row is its number. */
class OpenValues implements OpenColumn {
  bytes = FIRST_ROWS * 2;
  readonly #key: (value: unknown) => unknown;
  readonly #values: Values = [];
  readonly #numbers = new Map<unknown, number>();
  #codes = new Uint16Array(FIRST_ROWS);
  #length = 0;

  constructor(type: KqlType) {
    this.#key = type === 'dynamic' ? (value) => writeDynamic(value as Dynamic) : (value) => value;
  }

  push(value: unknown): void {
    const key = this.#key(value);
    let code = this.#numbers.get(key);
    if (code === undefined) {
      code = this.#values.push(value) - 1;
      this.#numbers.set(key, code);
      this.bytes += bytesOfValue(value) + 48 + (typeof key === 'string' ? bytesOfValue(key) : 0);
    }
    if (this.#length === this.#codes.length) {
      this.#codes = twice(this.#codes);
      this.bytes += this.#codes.byteLength / 2;
    }
    this.#codes[this.#length++] = code;
  }

  data(): ColumnData {
    return { kind: 'coded', codes: this.#codes, values: this.#values };
  }

  seal(): ColumnData {
    const codes = narrow(this.#codes.subarray(0, this.#length), this.#values.length);
    return { kind: 'coded', codes, values: this.#values };
  }
}

function twice(codes: Uint16Array<ArrayBuffer>): Uint16Array<ArrayBuffer> {
  const wider = new Uint16Array(codes.length * 2);
  wider.set(codes);
  return wider;
}
