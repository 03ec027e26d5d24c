import type { Threshold } from './workbook-model.ts';

/** The threshold that holds for a value. */
export function thresholdOf(value: unknown, thresholds: readonly Threshold[]): Threshold | undefined {
  return thresholds.find(({ operator, thresholdValue }) => {
    const isNumber = typeof value === 'number';
    const left = isNumber ? value : String(value ?? '').toLowerCase();
    const right = isNumber ? Number(thresholdValue) : String(thresholdValue ?? '').toLowerCase();
    switch (operator) {
      case '>':
        return left > right;
      case '>=':
        return left >= right;
      case '<':
        return left < right;
      case '<=':
        return left <= right;
      case '!=':
        return left !== right;
      case 'contains':
        return String(left).includes(String(right));
      case 'startsWith':
        return String(left).startsWith(String(right));
      case '==':
        return left === right;
      default:
        return operator === 'Default';
    }
  });
}

/** What a representation means: good, warn or bad; undefined where it only names a colour or icon without a grade. */
export function gradeOf(representation: string | undefined): 'good' | 'warn' | 'bad' | undefined {
  if (/^(?:success|green\w*|available|resolved)$/i.test(representation ?? '')) return 'good';
  if (/^(?:warning|2|yellow\w*|orange\w*|pending|sev2)$/i.test(representation ?? '')) return 'warn';
  if (/^(?:error|failed|critical|4|3|red\w*|unavailable|sev0|sev1|stopped)$/i.test(representation ?? ''))
    return 'bad';
  return undefined;
}

/** Signs of the icons that grade nothing. */
const signs: Readonly<Record<string, string>> = {
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  trendup: '↗',
  trenddown: '↘',
  info: 'ℹ',
  question: '?',
  unknown: '?',
  pending: '…',
  cancelled: '⊘',
  disabled: '⊘',
  sev3: 'ℹ',
  sev4: 'ℹ',
  none: '',
};

/** The sign that stands for an icon of the portal; undefined where the text itself has to do. */
export function signOf(representation: string | undefined): string | undefined {
  const name = (representation ?? '').toLowerCase();
  const grade = gradeOf(representation);
  if (name in signs) return signs[name];
  return grade === undefined ? undefined : { good: '●', warn: '▲', bad: '◆' }[grade];
}
