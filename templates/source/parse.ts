import type { Problem } from '../../triggers/contract.ts';
import type { ChannelSlots, SlotShape, TemplateDefinition } from '../contract.ts';
import { canonicalLocale } from '../locales/locale.ts';
import { TEMPLATE_LIMITS } from './limits.ts';
import { spreadContent } from './spread-content.ts';
import { type SlotsByChannel, TEMPLATE } from './template-keys.ts';

/** A template that can be compiled, or everything that is wrong with it. */
export type ParsedTemplate = { readonly template: TemplateDefinition } | { readonly problems: readonly Problem[] };

/** Checks a template as a person wrote it. `source` says where it came from. */
export function parseTemplate(source: string, body: unknown, slots: ChannelSlots): ParsedTemplate {
  const parsed = TEMPLATE.safeParse(body);
  if (!parsed.success) {
    return {
      problems: parsed.error.issues.map(({ path, message }) => ({
        source,
        path: path.map(String).join('.'),
        expected: message,
      })),
    };
  }
  const problems: Problem[] = [];
  const report: Report = (path, expected) => problems.push({ source, path, expected });
  const { name, summary, language: said, content, locales } = parsed.data;
  const channels = spreadContent(parsed.data.channels, content, slots);
  const language = said === undefined ? undefined : canonicalLocale(said);
  if (said !== undefined && language === undefined) report('language', 'a locale such as `de` or `de-AT`');
  const main = checkChannels(channels, 'channels', slots, true, report);
  const others: Record<string, TemplateDefinition['channels']> = {};
  for (const [written, { content: anew, ...own }] of Object.entries(locales)) {
    const slotsByChannel = spreadContent(own, anew, slots, Object.keys(channels));
    const locale = canonicalLocale(written);
    if (locale === undefined) report(`locales.${written}`, 'a locale such as `de` or `de-AT`');
    else others[locale] = checkChannels(slotsByChannel, `locales.${written}`, slots, false, report);
    for (const channel of Object.keys(slotsByChannel)) {
      if (!Object.hasOwn(channels, channel)) {
        report(`locales.${written}.${channel}`, `a channel that stands under \`channels\` too`);
      }
    }
  }
  return problems.length > 0
    ? { problems }
    : { template: { name, summary, ...(language && { language }), channels: main, locales: others } };
}

type Report = (path: string, expected: string) => void;

function checkChannels(
  written: SlotsByChannel,
  path: string,
  slots: ChannelSlots,
  whole: boolean,
  report: Report,
): TemplateDefinition['channels'] {
  const checked: Record<string, Record<string, string>> = {};
  for (const [channel, sources] of Object.entries(written)) {
    const shapes = Object.hasOwn(slots, channel) ? slots[channel] : undefined;
    if (!shapes) {
      report(`${path}.${channel}`, `one of the channels ${Object.keys(slots).join(', ')}`);
      continue;
    }
    checked[channel] = checkSlots(sources, `${path}.${channel}`, shapes, report);
    const missing = Object.keys(shapes).filter((slot) => shapes[slot]!.required && !Object.hasOwn(sources, slot));
    if (whole) for (const slot of missing) report(`${path}.${channel}.${slot}`, `a text: ${shapes[slot]!.summary.en}`);
  }
  return checked;
}

function checkSlots(
  sources: SlotsByChannel[string],
  path: string,
  shapes: Readonly<Record<string, SlotShape>>,
  report: Report,
): Record<string, string> {
  const checked: Record<string, string> = {};
  for (const [slot, source] of Object.entries(sources)) {
    const shape = Object.hasOwn(shapes, slot) ? shapes[slot] : undefined;
    const text = typeof source === 'string' || shape?.format !== 'json' ? source : writeJson(source);
    if (!shape) report(`${path}.${slot}`, `one of the slots ${Object.keys(shapes).join(', ')}`);
    else if (typeof text !== 'string') report(`${path}.${slot}`, `a text: ${shape.summary.en}`);
    else if (Buffer.byteLength(text) > TEMPLATE_LIMITS.sourceBytes) {
      report(`${path}.${slot}`, `at most ${TEMPLATE_LIMITS.sourceBytes / 1024} KB`);
    } else checked[slot] = text;
  }
  return checked;
}

/** An expression within one text of JSON. */
const EXPRESSION = /\{\{(?:\\.|[^"\\])*?\}\}/g;

/** Writes what a JSON slot is as JSON, but for its expressions, whose quotes are Handlebars' own. */
function writeJson(source: object): string {
  return JSON.stringify(source, null, 2).replace(EXPRESSION, (said) => JSON.parse(`"${said}"`) as string);
}
