import { InvalidDefinitions, type Problem } from '../../triggers/contract.ts';
import type { ChannelSlots, Helper, Message, Renderer, Setting, TemplateDefinition, View } from '../contract.ts';
import { RenderError } from '../contract.ts';
import { parentLocales, pickLocale } from '../locales/locale.ts';
import { SlotFailure } from '../source/failure.ts';
import type { Reads } from './compiling.ts';
import { compileSlot, type Slot } from './slot.ts';

/**
 * Compiles every slot of every template, in every locale, now: nothing is compiled while messages are made. Throws
 * InvalidDefinitions with all that is wrong. `sourceOf` says where a template came from.
 */
export function compileTemplates(
  definitions: Iterable<TemplateDefinition>,
  slots: ChannelSlots,
  helpers: ReadonlyMap<string, Helper>,
  sourceOf: (name: string) => string = (name) => `templates/${name}`,
): Renderer {
  const problems: Problem[] = [];
  const templates = new Map<string, TemplateDefinition>();
  const compiled = new Map<string, Compiled>();
  for (const definition of definitions) {
    templates.set(definition.name, definition);
    compiled.set(
      definition.name,
      compileTemplate(definition, slots, helpers, (path, expected) =>
        problems.push({ source: sourceOf(definition.name), path, expected }),
      ),
    );
  }
  if (problems.length > 0) throw new InvalidDefinitions(problems);
  return Object.freeze({
    templates,
    reads(template: string) {
      const { reads } = compiled.get(template) ?? {};
      return reads && !reads.isAll ? reads.groups : undefined;
    },
    localeFor(template: string, locale: string, home: string) {
      const found = compiled.get(template);
      return found && (pickLocale(found.names, locale) ?? templates.get(template)!.language ?? home);
    },
    render: (template: string, channel: string, view: View, setting: Setting): Message => {
      const found = compiled.get(template);
      if (!found) throw new RenderError(`template '${template}' is not known`);
      const filled = (pickLocale(found.locales, setting.locale) ?? found.base).get(channel);
      if (!filled) throw new RenderError(`template '${template}' has nothing for channel '${channel}'`);
      return fill(template, channel, filled, view, setting);
    },
  });
}

type ByChannel = ReadonlyMap<string, readonly (readonly [name: string, slot: Slot])[]>;

interface Compiled {
  readonly reads: Reads;
  readonly base: ByChannel;
  readonly locales: ReadonlyMap<string, ByChannel>;
  /** The names of these locales. */
  readonly names: ReadonlyMap<string, string>;
}

type Report = (path: string, expected: string) => void;

function fill(
  template: string,
  channel: string,
  slots: readonly (readonly [name: string, slot: Slot])[],
  view: View,
  setting: Setting,
): Message {
  const message: Record<string, string> = {};
  for (const [name, slot] of slots) {
    try {
      message[name] = slot(view, setting);
    } catch (cause) {
      const where = cause instanceof SlotFailure ? ` (line ${cause.line}, column ${cause.column})` : '';
      const text = `template '${template}', channel '${channel}', slot '${name}': ${(cause as Error).message}${where}`;
      throw new RenderError(text, { cause });
    }
  }
  return message;
}

function compileTemplate(
  { language, channels, locales }: TemplateDefinition,
  slots: ChannelSlots,
  helpers: ReadonlyMap<string, Helper>,
  report: Report,
): Compiled {
  const reads: Reads = { groups: new Set(), isAll: false };
  const compileAll = (written: TemplateDefinition['channels'], path: string, locale: string | undefined) =>
    withLanguage(compileChannels(written, path, slots, { helpers, reads, report }), slots, locale);
  const base = compileAll(channels, 'channels', language);
  const own = new Map(
    Object.entries(locales).map(([locale, written]) => [locale, compileAll(written, `locales.${locale}`, locale)]),
  );
  const whole = [...own].map(([locale, changed]) => {
    const below = parentLocales(locale, own.keys()).reduce((all, above) => mergeOver(all, own.get(above)), base);
    return [locale, mergeOver(below, changed)] as const;
  });
  return { reads, base, locales: new Map(whole), names: new Map(whole.map(([locale]) => [locale, locale])) };
}

function compileChannels(
  written: TemplateDefinition['channels'],
  path: string,
  slots: ChannelSlots,
  {
    helpers,
    reads,
    report,
  }: { readonly helpers: ReadonlyMap<string, Helper>; readonly reads: Reads; readonly report: Report },
): ByChannel {
  const channels = Object.entries(written).map(([channel, sources]) => {
    const compiled = Object.entries(sources).flatMap(([name, source]): (readonly [string, Slot])[] => {
      const shape = slots[channel]?.[name];
      if (!shape) {
        report(`${path}.${channel}.${name}`, 'a slot of a channel that is known');
        return [];
      }
      const result = compileSlot(source, shape, helpers, reads);
      if ('slot' in result) return [[name, result.slot]];
      for (const { line, column, expected } of result.problems) {
        report(`${path}.${channel}.${name} line ${line} column ${column}`, expected);
      }
      return [];
    });
    return [channel, compiled] as const;
  });
  return new Map(channels);
}

/** Fills the slots that tell the language, where the template does not; without a locale it is the workspace's. */
function withLanguage(written: ByChannel, slots: ChannelSlots, locale: string | undefined): ByChannel {
  const tell: Slot = (_, { home }) => locale ?? home;
  const channels = [...written].map(([channel, filled]) => {
    const telling = Object.entries(slots[channel] ?? {}).filter(([, { fills }]) => fills === 'language');
    const missing = telling.filter(([name]) => !filled.some(([other]) => other === name));
    return [channel, [...filled, ...missing.map(([name]) => [name, tell] as const)]] as const;
  });
  return new Map(channels);
}

/** Lays the slots of a locale over those for all locales. */
function mergeOver(below: ByChannel, above: ByChannel | undefined): ByChannel {
  if (!above) return below;
  const channels = [...below].map(([channel, slots]) => {
    const merged = new Map([...slots, ...(above.get(channel) ?? [])]);
    return [channel, [...merged]] as const;
  });
  return new Map(channels);
}
