import type { ValueActions } from '../grid/row-detail.ts';
import { queryAddress } from '../shell/navigation.ts';
import type { Metadata } from '../shell/stack-api.ts';
import { kqlLiteral, kqlName } from './kql-text.ts';

/** The function of the workspace that shows the hops of a message. */
const journey = 'MailJourney';

/** What a person can do with a value: narrow the query to it or without it, see the journey of a message. */
export function valueActions(
  metadata: Metadata,
  query: string,
  range: string | undefined,
  open: (query: string, range: string | undefined) => void,
): ValueActions {
  const hasJourney = metadata.functions.some(({ name }) => name === journey);
  return {
    onFilter({ name, type }, value, exclude) {
      const condition = `${kqlName(name)} ${exclude ? '!=' : '=='} ${kqlLiteral(value, type)}`;
      open(`${withoutRender(query)}\n| where ${condition}`, range);
    },
    linksFor({ name }, value) {
      if (!hasJourney || !/^(?:networkMessageId|messageId)$/i.test(name) || value === '') return [];
      const text = `${journey}(${kqlLiteral(value, 'string')})`;
      return [{ text: 'journey', address: queryAddress(text, range ?? 'query') }];
    },
  };
}

/** A condition can only stand before `render`. */
function withoutRender(query: string): string {
  return query
    .trimEnd()
    .replace(/;\s*$/, '')
    .replace(/\n?\s*\|\s*render\s[^|]*$/i, '');
}
