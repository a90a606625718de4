import type { CheckReport } from '../engine/api/contract.ts';

type Look = NonNullable<CheckReport['looks']>[number];

/** Writes what a template looks like: a line for it, for each channel with segments and cost, and for each part. */
export function lookLines({ template, locale, channels }: Look): readonly string[] {
  const lines = Object.entries(channels).flatMap(([channel, { shown, missing, segments, cost }]) => [
    `  ${[channel, segments && `${segments} segments`, cost].filter(Boolean).join(', ')}`,
    ...Object.entries(shown).map(([slot, text]) => `    ${slot}: ${text.replaceAll('\n', '\n      ')}`),
    ...(missing.length > 0 ? [`    cannot be shown without ${missing.join(', ')}`] : []),
  ]);
  return [`template ${template} (${locale})`, ...lines];
}
