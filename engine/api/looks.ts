import type { Renderer, TemplateDefinition } from '../../templates/contract.ts';
import { needsOf } from '../../templates/previews/needs.ts';
import { type Previewed, preview } from '../../templates/previews/preview.ts';
import type { Vocabulary } from '../../triggers/vocabulary/contract.ts';
import type { Live, ReadDocument } from '../definitions/contract.ts';
import type { CheckReport } from './contract.ts';
import { type FillParts, fillFrom } from './fill-preview.ts';
import type { ApiParts } from './parts.ts';
import { showMessage } from './show-message.ts';

type Look = NonNullable<CheckReport['looks']>[number];

/** So many templates and languages of one check are shown; of a text so many characters. */
export const MOST_LOOKS = 50;
const MOST_CHARS = 2_000;

/** What is read to show looks. */
export interface LooksParts extends FillParts, Pick<ApiParts, 'language'> {
  readonly trials: Pick<ApiParts['trials'], 'show'>;
}

/** The looks that are shown, and how many there are besides. */
export interface Looks {
  readonly looks: readonly Look[];
  readonly leftOut: number;
}

/**
 * Shows what each template among these documents looks like on each of its channels, in each of its languages, with its
 * segments and its cost. Values that it cannot do without are made up: what is a number is 40, a text says its own
 * name.
 */
export async function looksOf(
  documents: readonly Pick<ReadDocument, 'kind' | 'name'>[],
  { renderer, workspace }: Pick<Live, 'renderer' | 'workspace'>,
  parts: LooksParts,
): Promise<Looks> {
  const all = documents
    .filter(({ kind }) => kind === 'template')
    .flatMap(({ name }) => renderer.templates.get(name) ?? [])
    .flatMap((template) =>
      [...new Set([template.language ?? workspace.locale, ...Object.keys(template.locales)])].map((locale) => ({
        template,
        locale,
      })),
    );
  const wanted = all.slice(0, MOST_LOOKS);
  const looks = await Promise.all(wanted.map(({ template, locale }) => lookOf(template, locale, renderer, parts)));
  return { looks, leftOut: all.length - wanted.length };
}

async function lookOf(
  template: TemplateDefinition,
  locale: string,
  renderer: Renderer,
  parts: LooksParts,
): Promise<Look> {
  const { helpers, vocabulary } = parts.language;
  const names = [...new Set(needsOf(template, helpers).flatMap(({ values }) => values))];
  const context = Object.fromEntries(names.map((name) => [name, exampleOf(name, vocabulary)]));
  const fill = async (values: Readonly<Record<string, unknown>>) => {
    const { view, setting } = await fillFrom({ locale, context: values }, false, parts);
    return preview(renderer, template.name, view, setting, helpers);
  };
  let best = await fill(context);
  // What an app or the workspace says of its own may be of any kind: a text, wherever that can be shown.
  for (const name of names.filter((one) => isOpen(one, vocabulary))) {
    const tried = await fill({ ...context, [name]: textFor(name) });
    if (failuresOf(tried) > failuresOf(best)) continue;
    context[name] = textFor(name);
    best = tried;
  }
  const channels = Object.entries(best).map(([channel, one]) => [channel, show(channel, one, parts)] as const);
  return { template: template.name, locale, channels: Object.fromEntries(channels) };
}

type Resolving = Pick<Vocabulary, 'resolve'>;

function exampleOf(name: string, vocabulary: Resolving): unknown {
  const type = vocabulary.resolve(name)?.shape.type ?? 'any';
  if (type === 'number' || type === 'any') return EXAMPLE_NUMBER;
  return type === 'boolean' ? true : textFor(name);
}

function isOpen(name: string, vocabulary: Resolving): boolean {
  return (vocabulary.resolve(name)?.shape.type ?? 'any') === 'any';
}

function textFor(name: string): string {
  return name.split('.').slice(1).join(' ') || name;
}

function failuresOf(all: Readonly<Record<string, Previewed>>): number {
  return Object.values(all).filter((one) => !('message' in one)).length;
}

const EXAMPLE_NUMBER = 40;

function show(channel: string, one: Previewed, { trials, language }: LooksParts): Look['channels'][string] {
  if (!('message' in one)) return { shown: {}, missing: one.missing };
  const { shown = one.message, ...toSend } = showMessage(channel, '', one.message, trials);
  const slots = language.channels.get(channel)?.slots ?? {};
  const read = Object.entries(shown).filter(([slot]) => slots[slot]?.format !== 'html');
  return {
    shown: Object.fromEntries(read.map(([slot, text]) => [slot, text.slice(0, MOST_CHARS)])),
    missing: [],
    ...toSend,
    ...(read.some(([, text]) => text.length > MOST_CHARS) && { isCut: true as const }),
  };
}
