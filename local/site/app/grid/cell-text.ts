/** How a value reads in a cell: times without T and with three digits of a second, nothing for null. */
export function cellText(value: unknown, type: string): string {
  if (value === null || value === undefined) return '';
  if (type === 'datetime')
    return String(value)
      .replace('T', ' ')
      .replace(/(\.\d{3})\d*Z$/, '$1')
      .replace(/(:\d\d)(?:\.0+)?Z$/, '$1');
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}

/** Whether values of a type stand at the right. */
export function isNumeric(type: string): boolean {
  return type === 'int' || type === 'long' || type === 'real' || type === 'decimal';
}
