import type { DeadLetter, DeadLetterSink } from './dead-letter.ts';

/** Keeps dead letters in memory, for commands that print them at the end. */
export class MemoryDeadLetters implements DeadLetterSink {
  readonly letters: DeadLetter[] = [];

  async write(letters: readonly DeadLetter[]): Promise<void> {
    this.letters.push(...letters);
  }
}
