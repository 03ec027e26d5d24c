import { element } from '../shell/element.ts';

export interface TimeRangePicker {
  readonly node: HTMLElement;
  /** ISO 8601 duration, or start and end with a slash between; undefined where the query sets it. */
  value(): string | undefined;
  set(value: string | undefined): void;
}

const durations: readonly [value: string, name: string][] = [
  ['PT15M', 'Last 15 minutes'],
  ['PT1H', 'Last hour'],
  ['PT4H', 'Last 4 hours'],
  ['PT12H', 'Last 12 hours'],
  ['P1D', 'Last 24 hours'],
  ['P2D', 'Last 2 days'],
  ['P7D', 'Last 7 days'],
  ['P14D', 'Last 14 days'],
  ['P30D', 'Last 30 days'],
  ['P90D', 'Last 90 days'],
];

export const defaultTimeRange = 'P1D';

/** Chooses the time range of a query; times of a custom one are UTC, as in the table. */
export function timeRangePicker(onChange: () => void): TimeRangePicker {
  const select = element(
    'select',
    { 'aria-label': 'Time range' },
    ...durations.map(([value, name]) => element('option', { value }, name)),
    element('option', { value: 'query' }, 'Set in query'),
    element('option', { value: 'custom' }, 'Custom (UTC)'),
  );
  const from = element('input', { type: 'datetime-local', 'aria-label': 'From (UTC)' });
  const to = element('input', { type: 'datetime-local', 'aria-label': 'To (UTC)' });
  const custom = element('span', { class: 'row', hidden: true }, from, '–', to);
  const local = (time: Date) => time.toISOString().slice(0, 16);
  select.addEventListener('change', () => {
    custom.hidden = select.value !== 'custom';
    if (select.value === 'custom' && from.value === '') {
      from.value = local(new Date(Date.now() - 86_400_000));
      to.value = local(new Date());
    }
    onChange();
  });
  for (const input of [from, to]) input.addEventListener('change', onChange);
  const node = element('span', { class: 'row' }, select, custom);
  const set = (value: string | undefined) => {
    if (value === undefined || value === 'query') select.value = 'query';
    else if (value.includes('/')) {
      const [start, end] = value.split('/');
      select.value = 'custom';
      from.value = start!.slice(0, 16);
      to.value = end!.slice(0, 16);
    } else {
      if (!durations.some(([known]) => known === value)) select.prepend(element('option', { value }, value));
      select.value = value;
    }
    custom.hidden = select.value !== 'custom';
  };
  set(defaultTimeRange);
  return {
    node,
    set,
    value() {
      if (select.value === 'query') return undefined;
      if (select.value !== 'custom') return select.value;
      return `${from.value}:00Z/${to.value}:00Z`;
    },
  };
}
