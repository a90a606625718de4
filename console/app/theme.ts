import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { takeMarked } from './take-marked.ts';

/** Petrol: calm beside maps, and far enough from the colours that say how a message fared. */
const petrol: MantineColorsTuple = [
  '#e6f7f5',
  '#d0ece9',
  '#a3d9d4',
  '#72c5be',
  '#4ab4ab',
  '#30a99f',
  '#1c9f95',
  '#0f766e',
  '#0b655e',
  '#06524c',
];

/** Whoever types part of a name and presses Enter means the first that is offered. */
const BY_ENTER = { defaultProps: { onKeyDownCapture: takeMarked } };
const FIRST_BY_ENTER = { defaultProps: { ...BY_ENTER.defaultProps, selectFirstOptionOnChange: true } };

/** One look for all pages: small radii, tight rows, one accent colour. */
export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: 7,
  colors: { petrol },
  // Text on filled grounds is black or white, whichever can be read.
  autoContrast: true,
  // Who asked the system for less motion sees none here.
  respectReducedMotion: true,
  defaultRadius: 'md',
  components: {
    Select: FIRST_BY_ENTER,
    MultiSelect: FIRST_BY_ENTER,
    Autocomplete: BY_ENTER,
    TagsInput: BY_ENTER,
    ComboboxSearch: BY_ENTER,
  },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, "DejaVu Sans Mono", monospace',
  headings: {
    fontWeight: '650',
    sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.125rem' }, h3: { fontSize: '1rem' } },
  },
});

/** Quiet text, hints and warnings stay readable: at least 4.5 to 1 on every ground that there is. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#59626b',
    '--mantine-color-placeholder': '#68717a',
    '--mantine-color-error': '#c92a2a',
    '--mantine-color-red-text': '#c92a2a',
    '--mantine-color-orange-text': '#b03c07',
  },
  dark: {
    '--mantine-color-dimmed': '#a9b1b9',
    '--mantine-color-placeholder': '#a0a8b0',
    '--mantine-color-error': '#ff8787',
  },
});
