import type { LogLayout } from './log-record.ts';

/** Columns of Exchange 2007. Later versions add to them, and one of them in the middle. */
const exchange2007 = [
  'date-time',
  'client-ip',
  'client-hostname',
  'server-ip',
  'server-hostname',
  'source-context',
  'connector-id',
  'source',
  'event-id',
  'internal-message-id',
  'message-id',
  'recipient-address',
  'recipient-status',
  'total-bytes',
  'recipient-count',
  'related-recipient-address',
  'reference',
  'message-subject',
  'sender-address',
  'return-path',
  'message-info',
];
const exchange2010 = [
  ...exchange2007,
  'directionality',
  'tenant-id',
  'original-client-ip',
  'original-server-ip',
  'custom-data',
];
const exchange2013 = exchange2010.toSpliced(exchange2010.indexOf('message-id') + 1, 0, 'network-message-id');
const exchange2016 = [...exchange2013, 'transport-traffic-type', 'log-id', 'schema-version'];

/** The columns of Exchange 2007, 2010, 2013, and of 2016 and later: 21, 26, 27 and 30. */
export const knownLayouts: readonly (readonly string[])[] = [
  exchange2007,
  exchange2010,
  exchange2013,
  exchange2016,
];

/** A layout with what the reader needs to know of it for each record. */
export interface RowShape {
  readonly layout: LogLayout;
  /** Index of `date-time`. */
  readonly dateTime: number;
  /** Indexes of the columns that hold digits or nothing. */
  readonly numbers: readonly number[];
}

const numberFields = ['internal-message-id', 'total-bytes', 'recipient-count'];

/** The shape of files without a header, by the number of columns: 21, 26, 27 and 30 tell the Exchange version. */
export const shapesByCount: ReadonlyMap<number, RowShape> = new Map(
  knownLayouts.map((columns) => [columns.length, rowShape(columns, 'count')]),
);

/** `columns`: lower case, in file order, `date-time` among them. */
export function rowShape(columns: readonly string[], origin: LogLayout['origin']): RowShape {
  return {
    layout: { columns, origin },
    dateTime: columns.indexOf('date-time'),
    numbers: numberFields.map((field) => columns.indexOf(field)).filter((index) => index !== -1),
  };
}

/**
 * Whether the columns of numbers hold numbers. Asked only of rows whose column count alone proves little: rows with
 * odd quotes, and rows of a file without a header.
 */
export function numbersFit(values: readonly string[], shape: RowShape): boolean {
  return shape.numbers.every((index) => /^\d*$/.test(values[index]!));
}
