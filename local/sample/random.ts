/** A reproducible source of chance. Two with the same key give the same numbers for ever. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** One item; `weight` says how likely each is. */
  weighted<T>(list: readonly T[], weight: (item: T) => number): T;
  /** `count` different items, fewer if the list is shorter. */
  sample<T>(list: readonly T[], count: number): T[];
  /** A log-normal number: `median` in the middle, `spread` 0.5 is mild, 1 is wide. Sizes and latencies look like this. */
  around(median: number, spread: number): number;
  /** How many rare events happen when `mean` are expected (Poisson). For the same chance it never falls as `mean` rises. */
  count(mean: number): number;
  /** Lower-case hexadecimal digits. */
  hex(digits: number): string;
}

/** Makes a `Random` from a key of words and numbers (generator sfc32, seeded by a mixing hash of the key). */
export function createRandom(...key: readonly (string | number)[]): Random {
  let [a, b, c] = mix(key.join('\u0000'));
  let counter = 1;

  function word(): number {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  }
  for (let warmUp = 0; warmUp < 12; warmUp += 1) word();

  const next = () => word() / 0x1_0000_0000;
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (list) => list[int(0, list.length - 1)]!,
    weighted(list, weight) {
      let left = next() * list.reduce((sum, item) => sum + weight(item), 0);
      for (const item of list) {
        left -= weight(item);
        if (left < 0) return item;
      }
      return list[list.length - 1]!;
    },
    sample(list, count) {
      const rest = [...list];
      const chosen = [];
      while (chosen.length < count && rest.length > 0)
        chosen.push(...rest.splice(int(0, rest.length - 1), 1));
      return chosen;
    },
    around(median, spread) {
      const angle = Math.cos(2 * Math.PI * next());
      return median * Math.exp(spread * Math.sqrt(-2 * Math.log(1 - next())) * angle);
    },
    count(mean) {
      let left = next();
      let probability = Math.exp(-mean);
      let events = 0;
      while (left >= probability && events < 1000) {
        left -= probability;
        events += 1;
        probability *= mean / events;
      }
      return events;
    },
    hex(digits) {
      let text = '';
      while (text.length < digits) text += word().toString(16).padStart(8, '0');
      return text.slice(0, digits);
    },
  };
}

/** Three well-mixed 32-bit words from a text: FNV-1a steps with different multipliers, finished by an avalanche. */
function mix(text: string): [number, number, number] {
  const words: [number, number, number] = [0x811c9dc5, 0x1b873593, 0x85ebca6b];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    words[0] = Math.imul(words[0] ^ unit, 0x01000193);
    words[1] = Math.imul(words[1] ^ (unit + words[0]), 0x9e3779b1);
    words[2] = Math.imul(words[2] ^ (unit + words[1]), 0xc2b2ae3d);
  }
  for (let index = 0; index < 3; index += 1) {
    let value = words[index]!;
    value = Math.imul(value ^ (value >>> 16), 0x7feb352d);
    value = Math.imul(value ^ (value >>> 15), 0x846ca68b);
    words[index] = value ^ (value >>> 16);
  }
  return words;
}
