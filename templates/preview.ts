import type { Message, Renderer, Setting, View } from './contract.ts';
import { RenderError } from './contract.ts';

/** What a template makes of a view on one channel: the message, or why there is none. */
export type Previewed = { readonly message: Message } | { readonly failed: string };

/** Fills a template for every channel it has, so that an author sees each message or what stops it. */
export function preview(
  renderer: Renderer,
  template: string,
  view: View,
  setting: Setting,
): Readonly<Record<string, Previewed>> {
  const definition = renderer.templates.get(template);
  if (!definition) throw new RenderError(`template '${template}' is not known`);
  return Object.fromEntries(
    Object.keys(definition.channels).map((channel) => [channel, previewOn(renderer, template, channel, view, setting)]),
  );
}

function previewOn(renderer: Renderer, template: string, channel: string, view: View, setting: Setting): Previewed {
  try {
    return { message: renderer.render(template, channel, view, setting) };
  } catch (cause) {
    if (!(cause instanceof RenderError)) throw cause;
    return { failed: cause.message };
  }
}
