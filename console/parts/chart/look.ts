/** The colours and letters of all charts in one light. Series are told apart by people who see few colours too. */
export interface ChartLook {
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly ground: string;
  readonly series: readonly [string, string, string, string];
  /** From little to much. */
  readonly scale: readonly [string, string];
}

/**
 * The console's petrol first. Each has 3 to 1 against its ground, and differs from the others in lightness, so that
 * they stay apart for people who do not see red, green or blue (`look.test.ts`).
 */
export const CHART_LOOKS: Readonly<Record<'light' | 'dark', ChartLook>> = {
  light: {
    ...{ text: '#212529', quiet: '#59626b', line: '#e3e8ee', ground: '#ffffff' },
    series: ['#0f766e', '#b85c00', '#9271d6', '#1f2a5c'],
    scale: ['#e6f7f5', '#0b655e'],
  },
  dark: {
    ...{ text: '#dee2e6', quiet: '#a9b1b9', line: '#3a424c', ground: '#1b2127' },
    series: ['#30a99f', '#f0a040', '#c8c7ff', '#b0505f'],
    scale: ['#17332f', '#72c5be'],
  },
};

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';

/**
 * What all charts have in common: no movement, and a tooltip that is drawn, as the page's policy allows no HTML from a
 * string.
 */
export function basicsOf({ text, line, ground }: ChartLook) {
  return {
    animation: false,
    textStyle: { fontFamily: FONT, color: text },
    tooltip: {
      renderMode: 'richText',
      confine: true,
      backgroundColor: ground,
      borderColor: line,
      textStyle: { color: text, fontFamily: FONT, fontSize: 13 },
    },
  };
}

/** Marks what is not over yet. */
export function hatch({ ground }: ChartLook) {
  return { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: -Math.PI / 4, color: ground };
}
