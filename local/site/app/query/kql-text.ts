/** A value as a literal of KQL, so that what a mail brings along stays a value. */
export function kqlLiteral(value: unknown, type: string): string {
  const text = String(value);
  switch (type) {
    case 'int':
    case 'long':
    case 'real':
    case 'bool':
      return text;
    case 'datetime':
      return `datetime(${text})`;
    case 'timespan':
      return `timespan(${text})`;
    case 'decimal':
    case 'guid':
      return `${type}(${text})`;
    default:
      return `'${text
        .replaceAll('\\', '\\\\')
        .replaceAll("'", "\\'")
        .replaceAll('\n', '\\n')
        .replaceAll('\r', '\\r')
        .replaceAll('\t', '\\t')}'`;
  }
}

/** A column as a name of KQL, in brackets where it is no plain name. */
export function kqlName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `['${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`;
}
