import type { Helper, Message, Renderer, Setting, TemplateDefinition, View } from './contract.ts';
import { RenderError } from './contract.ts';
import { pickLocale } from './locale.ts';
import { needsOf } from './needs.ts';

/** What a template makes of a view on one channel: the message, or why there is none and which values it lacks. */
export type Previewed =
  | { readonly message: Message }
  | { readonly failed: string; readonly missing: readonly string[] };

/** Fills a template for every channel it has, so that an author sees each message or what stops it. */
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

/** What the slots of a channel need and the view has not: alternatives, of which one would do, as `a or b`. */
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
