import type { Helper, Message, Renderer, Setting, TemplateDefinition, View } from '../contract.ts';
import { RenderError } from '../contract.ts';
import { pickLocale } from '../locales/locale.ts';
import { needsOf } from './needs.ts';

/**
 * The message that a template makes of a view on one channel, or the reason why there is none, with the missing values.
 */
export type Previewed =
  | { readonly message: Message }
  | { readonly failed: string; readonly missing: readonly string[] };

/** Fills a template for each of its channels, so that an author sees every message or its fault. */
export function preview(
  renderer: Renderer,
  template: string,
  view: View,
  setting: Setting,
  helpers: ReadonlyMap<string, Helper>,
): Readonly<Record<string, Previewed>> {
  const definition = renderer.templates.get(template);
  if (!definition) throw new RenderError(`template '${template}' is not known`);
  const previewOn = (channel: string): Previewed => {
    try {
      return { message: renderer.render(template, channel, view, setting) };
    } catch (cause) {
      if (!(cause instanceof RenderError)) throw cause;
      return { failed: cause.message, missing: missingOf(definition, channel, view, setting.locale, helpers) };
    }
  };
  return Object.fromEntries(Object.keys(definition.channels).map((channel) => [channel, previewOn(channel)]));
}

/** Lists the values that a channel's slots need and the view lacks; alternatives as `a or b`. */
function missingOf(
  { name, summary, channels, locales }: TemplateDefinition,
  channel: string,
  view: View,
  locale: string,
  helpers: ReadonlyMap<string, Helper>,
): readonly string[] {
  const own = pickLocale(new Map(Object.entries(locales)), locale)?.[channel] ?? {};
  const filled = { name, summary, channels: { [channel]: { ...channels[channel], ...own } }, locales: {} };
  const missing = needsOf(filled, helpers)
    .filter(({ values }) => !values.some((value) => isKnown(view, value)))
    .map(({ values }) => values.join(' or '));
  return [...new Set(missing)].sort();
}

function isKnown(view: View, name: string): boolean {
  let value: unknown = view;
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return false;
    value = (value as Readonly<Record<string, unknown>>)[part];
  }
  return value !== undefined && value !== null;
}
