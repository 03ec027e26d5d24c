import { element } from '../shell/element.ts';

/**
 * Markdown as workbooks use it: headings, paragraphs, lists, tables, quotes, code, rules, links, emphasis. Anything else,
 * HTML above all, stays the text that it is.
 */
export function markdown(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  let at = 0;
  const take = (test: (line: string) => boolean): string[] => {
    const from = at;
    while (at < lines.length && test(lines[at]!)) at++;
    return lines.slice(from, at);
  };
  const isItem = (line: string) => /^\s*(?:[-*+]|\d+[.)])\s+/.test(line);
  const starts = (line: string) =>
    /^(?:#{1,6}\s|```|\s*(?:[-*+]|\d+[.)])\s+|>|\||(?:---+|\*\*\*+)\s*$)/.test(line);
  while (at < lines.length) {
    const line = lines[at]!;
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
    if (line.trim() === '') at++;
    else if (heading !== null) {
      at++;
      // The page has the only h1.
      const level = Math.min(6, heading[1]!.length + 1) as 2 | 3 | 4 | 5 | 6;
      fragment.append(element(`h${level}`, {}, ...inline(heading[2]!)));
    } else if (line.startsWith('```')) {
      at++;
      const code = take((one) => !one.startsWith('```'));
      at++;
      fragment.append(element('pre', { class: 'kql' }, code.join('\n')));
    } else if (/^(?:---+|\*\*\*+)\s*$/.test(line)) {
      at++;
      fragment.append(element('hr'));
    } else if (isItem(line)) {
      const items = take((one) => isItem(one) || /^\s+\S/.test(one));
      fragment.append(list(items, /^\s*\d/.test(line)));
    } else if (line.startsWith('>')) {
      const quoted = take((one) => one.startsWith('>')).map((one) => one.replace(/^>\s?/, ''));
      const quote = element('blockquote');
      quote.append(markdown(quoted.join('\n')));
      fragment.append(quote);
    } else if (line.startsWith('|')) fragment.append(table(take((one) => one.startsWith('|'))));
    else {
      const first = lines[at++]!;
      const rest = take((one) => one.trim() !== '' && !starts(one));
      fragment.append(element('p', {}, ...inline([first, ...rest].join(' '))));
    }
  }
  return fragment;
}

function list(lines: readonly string[], ordered: boolean): HTMLElement {
  const items: string[] = [];
  for (const line of lines) {
    const item = /^\s*(?:[-*+]|\d+[.)])\s+(.*)$/.exec(line);
    if (item !== null) items.push(item[1]!);
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return element(ordered ? 'ol' : 'ul', {}, ...items.map((item) => element('li', {}, ...inline(item))));
}

function table(lines: readonly string[]): HTMLElement {
  const cells = (line: string) =>
    line
      .replace(/^\||\|\s*$/g, '')
      .split('|')
      .map((cell) => cell.trim());
  const [head = '', , ...rows] = lines;
  return element(
    'table',
    { class: 'plain' },
    element(
      'thead',
      {},
      element('tr', {}, ...cells(head).map((cell) => element('th', { scope: 'col' }, ...inline(cell)))),
    ),
    element(
      'tbody',
      {},
      ...rows.map((row) =>
        element('tr', {}, ...cells(row).map((cell) => element('td', {}, ...inline(cell)))),
      ),
    ),
  );
}

const spans =
  /`([^`]+)`|\*\*(.+?)\*\*|__(.+?)__|\*([^*\s][^*]*)\*|_([^_\s][^_]*)_(?!\w)|\[([^\]]+)\]\(([^)\s]+)\)/g;

function inline(text: string): (Node | string)[] {
  const found: (Node | string)[] = [];
  let end = 0;
  for (const match of text.matchAll(spans)) {
    const [whole, code, strong, strongToo, emphasis, emphasisToo, label, address] = match;
    // An underscore within a word is part of it, as in a column's name.
    if (emphasisToo !== undefined && /\w$/.test(text.slice(0, match.index))) continue;
    found.push(text.slice(end, match.index));
    end = match.index + whole.length;
    if (code !== undefined) found.push(element('code', {}, code));
    else if (strong !== undefined || strongToo !== undefined)
      found.push(element('strong', {}, ...inline((strong ?? strongToo)!)));
    else if (emphasis !== undefined || emphasisToo !== undefined)
      found.push(element('em', {}, ...inline((emphasis ?? emphasisToo)!)));
    else found.push(link(label!, address!));
  }
  found.push(text.slice(end));
  return found;
}

/** Only addresses of the web and of this site; a script as an address stays text. */
function link(label: string, address: string): Node | string {
  if (!/^(?:https?:\/\/|\/(?!\/)|#)/i.test(address)) return label;
  return element('a', { href: address, rel: 'noreferrer' }, ...inline(label));
}
