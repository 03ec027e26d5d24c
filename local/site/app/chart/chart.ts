import './chart.css';
import type { ECharts } from 'echarts/core';
import { element } from '../shell/element.ts';
import { onThemeChange, theme } from '../shell/theme.ts';
import type { ChartTable } from './chart-data.ts';
import { type ChartKind, type ChartLook, type ChartProperties, chartOption } from './chart-option.ts';
import { chartPalettes } from './chart-palette.ts';

export interface Chart {
  readonly node: HTMLElement;
  close(): void;
}

/**
 * Draws a result; the library is loaded with the first chart.
 * @param label what the chart shows, for screen readers
 * @param onPick told when a point is clicked: its category or series, and x
 */
export function chart(
  kind: ChartKind,
  table: ChartTable,
  properties: ChartProperties,
  label: string,
  onPick?: (point: { name: string; series: string; x: unknown }) => void,
): Chart {
  const node = element('div', { class: 'chart', role: 'img', 'aria-label': label, 'aria-busy': 'true' });
  let drawn: ECharts | undefined;
  let closed = false;
  const draw = () => {
    const option = chartOption(kind, table, properties, currentLook(), node.clientWidth || undefined);
    if (option === undefined) {
      drawn?.dispose();
      drawn = undefined;
      node.textContent = 'There is nothing to draw: the result has no numbers.';
      node.classList.add('empty');
    } else drawn?.setOption(option, true);
  };
  const endTheme = onThemeChange(draw);
  let width = 0;
  const resizes = new ResizeObserver(() => {
    drawn?.resize();
    // Labels are wrapped by the width.
    if (drawn !== undefined && node.clientWidth !== width) draw();
    width = node.clientWidth;
  });

  void (async () => {
    const { init } = await import('./echarts.ts');
    if (closed) return;
    drawn = init(node, undefined, { renderer: 'canvas' });
    draw();
    // The library writes a description of its own in place of the name.
    node.setAttribute('aria-label', label);
    node.removeAttribute('aria-busy');
    resizes.observe(node);
    if (onPick !== undefined)
      drawn?.on('click', ({ name, seriesName, value }) =>
        onPick({ name, series: seriesName ?? '', x: Array.isArray(value) ? value[0] : name }),
      );
  })();
  return {
    node,
    close() {
      closed = true;
      endTheme();
      resizes.disconnect();
      drawn?.dispose();
    },
  };
}

function currentLook(): ChartLook {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    text: colour('--text'),
    quiet: colour('--quiet'),
    line: colour('--line'),
    ground: colour('--panel'),
    palette: chartPalettes[theme()],
  };
}
