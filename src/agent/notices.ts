/** Says each trouble once, and once that it is over. */
export interface Notices {
  /** Something is wrong: written when it is new or reads otherwise than before. */
  trouble(subject: string, message: string): void;
  /** It is well again: `message` is written where there was trouble. */
  well(subject: string, message: string): void;
  /** The subject is no more. */
  forget(subject: string): void;
  /** All troubles that last. */
  lasting(): string[];
}

export function createNotices(log: (line: string) => void): Notices {
  const troubles = new Map<string, string>();
  return {
    trouble(subject, message) {
      if (troubles.get(subject) === message) return;
      troubles.set(subject, message);
      log(message);
    },
    well(subject, message) {
      if (troubles.delete(subject)) log(message);
    },
    forget(subject) {
      troubles.delete(subject);
    },
    lasting: () => [...troubles.values()],
  };
}
