/** The scalar types of KQL. */
export type KqlType =
  | 'string'
  | 'int'
  | 'long'
  | 'real'
  | 'bool'
  | 'datetime'
  | 'timespan'
  | 'guid'
  | 'decimal'
  | 'dynamic';

/** One column of a table or of a result. */
export interface Column {
  name: string;
  type: KqlType;
}

const aliases: Record<string, KqlType> = {
  double: 'real',
  boolean: 'bool',
  date: 'datetime',
  time: 'timespan',
  uuid: 'guid',
  uniqueid: 'guid',
  object: 'dynamic',
};

const names = new Set<string>([
  'string',
  'int',
  'long',
  'real',
  'bool',
  'datetime',
  'timespan',
  'guid',
  'decimal',
  'dynamic',
]);

/** The type a name stands for (`boolean` and other aliases included), or undefined. */
export function typeNamed(name: string): KqlType | undefined {
  const lower = name.toLowerCase();
  return names.has(lower) ? (lower as KqlType) : aliases[lower];
}
