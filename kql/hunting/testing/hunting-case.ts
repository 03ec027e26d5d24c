import type { Row } from '../../testing/content-database.ts';
import type { CaseRecord } from './mail.ts';

/** What a hunting query is tried on, and what has to come out: `NAME.case.ts` beside `NAME.yaml` exports one as `huntingCase`. */
export interface HuntingCase {
  /** Records of servers at contoso.com; now is 2026-11-21T12:00:00Z. */
  readonly records?: readonly CaseRecord[];
  /** Rows of the table beside them, such as message traces. */
  readonly traces?: readonly Row[];
  /** Each of these is told by one row at least: a row that has these values in these columns. */
  readonly finds: readonly Row[];
  /** No row has these values in these columns. */
  readonly leaves: readonly Row[];
  /** The same as `finds`, for the sample organisation and its incidents. */
  readonly inSample?: readonly Row[];
}
