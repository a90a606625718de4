import type { CheckReport } from '../engine/api/contract.ts';

type Look = NonNullable<CheckReport['looks']>[number];

/** Writes what a template looks like: a line for it, for each channel with segments and cost, and for each part. */
export function lookLines({ template, locale, channels }: Look): readonly string[] {
  const lines = Object.entries(channels).flatMap(([channel, { shown, missing, segments, cost, isCut }]) => [
    `  ${toSendLine(channel, { segments, cost })}`,
    ...Object.entries(shown).map(([slot, text]) => `    ${slot}: ${text.replaceAll('\n', '\n      ')}`),
    ...(isCut ? ['    of a text only the first 2,000 characters are shown'] : []),
    ...(missing.length > 0 ? [`    cannot be shown without ${missing.join(', ')}`] : []),
  ]);
  return [`template ${template} (${locale})`, ...lines];
}

/** Writes a channel with what it takes to send a message by it. */
export function toSendLine(
  channel: string,
  { segments, cost }: { readonly segments?: string | undefined; readonly cost?: string | undefined },
): string {
  return [channel, segments && `${segments} segments`, cost].filter(Boolean).join(', ');
}

/** Says how many looks are not shown; nothing where all are. */
export function leftOutLines(leftOut = 0): readonly string[] {
  return leftOut === 0 ? [] : [`${leftOut} more ${leftOut === 1 ? 'look is' : 'looks are'} not shown`];
}
