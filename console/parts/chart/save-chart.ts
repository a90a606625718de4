import type { EChartsType } from 'echarts/core';
import { CHART_LOOKS } from './look.ts';
import { saveFile } from './save-file.ts';

/** Saves a chart as PNG: the picture has the ground of the page it is from, and is twice as fine. */
export function saveChart(chart: EChartsType | null, name: string): void {
  if (!chart) return;
  const url = chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: backgroundOf(chart) });
  const bytes = Uint8Array.from(atob(url.slice(url.indexOf(',') + 1)), (char) => char.charCodeAt(0));
  saveFile(name, new Blob([bytes], { type: 'image/png' }));
}

function backgroundOf(chart: EChartsType): string {
  const { color } = (chart.getOption() as { readonly textStyle?: { readonly color?: string } }).textStyle ?? {};
  return color === CHART_LOOKS.dark.text ? CHART_LOOKS.dark.ground : CHART_LOOKS.light.ground;
}
