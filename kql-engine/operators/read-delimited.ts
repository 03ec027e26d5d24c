/**
 * The records of delimited text as RFC 4180 has them: a field in double quotes may hold delimiters, line ends and doubled quotes.
 * Empty lines are no records.
 */
export function* readDelimited(text: string, delimiter: string): Iterable<string[]> {
  let record: string[] = [];
  let at = 0;
  while (at < text.length) {
    let field: string;
    if (text[at] === '"') {
      let value = '';
      let from = at + 1;
      for (;;) {
        const quote = text.indexOf('"', from);
        if (quote < 0) {
          value += text.slice(from);
          at = text.length;
          break;
        }
        value += text.slice(from, quote);
        if (text[quote + 1] !== '"') {
          at = quote + 1;
          break;
        }
        value += '"';
        from = quote + 2;
      }
      field = value;
    } else {
      const start = at;
      while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++;
      field = text.slice(start, at);
    }
    record.push(field);
    if (text[at] === delimiter) {
      at++;
      if (at === text.length) record.push('');
      else continue;
    }
    while (at < text.length && (text[at] === '\n' || text[at] === '\r')) at++;
    yield record;
    record = [];
  }
}
