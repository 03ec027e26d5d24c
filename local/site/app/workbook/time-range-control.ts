import { formatTimeRange } from '../../../../kql-engine/workbook/time-range-format.ts';
import type { TimeContext, WorkbookParameter } from '../../../../kql-engine/workbook/workbook-parameter.ts';
import { element, fill } from '../shell/element.ts';
import type { Control } from './parameter-controls.ts';
import type { WorkbookState } from './workbook-state.ts';

const custom = 'custom';

/** The ranges of a time range parameter, and one from a moment to another, in UTC, where the workbook allows it. */
export function timeRangeControl(parameter: WorkbookParameter, label: string, state: WorkbookState): Control {
  const ranges: TimeContext[] = [...(parameter.typeSettings?.selectableValues ?? [])];
  const current = () => state.value(parameter.name) as TimeContext | undefined;
  const set = (range: TimeContext | undefined) => state.set({ [parameter.name]: range });
  const select = element('select', {
    onchange() {
      if (select.value !== custom) return set(ranges[Number(select.value)]);
      const end = Date.parse(current()?.endTime ?? state.now.toISOString());
      to.value = local(end);
      from.value = local(end - (current()?.durationMs ?? 3_600_000));
      times.hidden = false;
      from.focus();
    },
  });
  const apply = () => {
    const [start, end] = [from, to].map(({ value }) => Date.parse(`${value}:00Z`)) as [number, number];
    to.setCustomValidity(end > start ? '' : 'The end lies before the start.');
    if (Number.isFinite(start) && Number.isFinite(end) && to.reportValidity())
      set({ durationMs: end - start, endTime: new Date(end).toISOString() });
  };
  const moment = (label: string) =>
    element('input', { type: 'datetime-local', 'aria-label': `${label} (UTC)`, onchange: apply });
  const from = moment('From');
  const to = moment('To');
  const times = element('span', { class: 'row custom-time', hidden: true }, from, '–', to, 'UTC');
  return {
    node: element(
      'span',
      { class: 'row time-range' },
      element('label', { class: 'field' }, label, select),
      times,
    ),
    refresh() {
      const range = current();
      const same = (one: TimeContext) =>
        one.durationMs === range?.durationMs && one.endTime === range?.endTime;
      if (range !== undefined && range.durationMs > 0 && !ranges.some(same)) ranges.push(range);
      fill(select, [
        ...ranges.map((one, index) =>
          element(
            'option',
            { value: String(index), selected: same(one) },
            formatTimeRange(one, 'label', state.now)!,
          ),
        ),
        parameter.typeSettings?.allowCustom === true
          ? element('option', { value: custom }, 'Custom…')
          : undefined,
      ]);
      times.hidden = range?.endTime === undefined;
      if (range?.endTime === undefined) return;
      to.value = local(Date.parse(range.endTime));
      from.value = local(Date.parse(range.endTime) - range.durationMs);
    },
  };
}

/** A moment as its field wants it, in UTC. */
function local(moment: number): string {
  return new Date(moment).toISOString().slice(0, 16);
}
