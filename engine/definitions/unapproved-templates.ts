import { createProviderChoice } from '../../channels/choose-provider.ts';
import type { ApprovedTemplates, TemplateStates } from '../../channels/templates/contract.ts';
import { isUnusable, languageIn } from '../../channels/templates/template-state.ts';
import type { TemplateDefinition } from '../../templates/contract.ts';
import type { Problem } from '../../triggers/contract.ts';
import type { Document, Language, Live } from './contract.ts';

const CHANNEL = 'whatsapp';

/**
 * Finds templates that name one which its service would not send now. A name that a slot works out at sending, and one
 * of which nothing is known yet, are not warned of.
 */
export function findUnapproved(
  documents: readonly Document[],
  live: Live,
  language: Pick<Language, 'channels' | 'providers'>,
  states: TemplateStates | undefined,
): readonly Problem[] {
  const books = booksOf(live, language);
  if (!states || books.length === 0) return [];
  return documents.flatMap(({ kind, name, source }) => {
    const template = kind === 'template' ? live.templates.get(name) : undefined;
    return template
      ? namesIn(template, live.workspace.locale).flatMap(({ path, named, written }) =>
          books.flatMap(({ book, approved }): Problem[] => {
            const code = languageIn(approved, written);
            const known = states.stateOf(book, named, code);
            if (!known || !isUnusable(known)) return [];
            const { state, reason } = known;
            const which = code === '' ? 'approved' : `approved in ${code}`;
            const why = reason ? `: ${reason}` : '';
            return [
              { source, path, expected: `a template that WhatsApp has ${which}; '${named}' is ${state} there${why}` },
            ];
          }),
        )
      : [];
  });
}

interface Named {
  readonly path: string;
  readonly named: string;
  /** The language as it is written. */
  readonly written: string;
}

function namesIn({ channels, locales, language }: TemplateDefinition, home: string): readonly Named[] {
  const base = channels[CHANNEL] ?? {};
  const all = [
    { path: `channels.${CHANNEL}`, slots: base, locale: language ?? home },
    ...Object.entries(locales).map(([locale, one]) => ({
      path: `locales.${locale}.${CHANNEL}`,
      slots: { ...base, ...one[CHANNEL] },
      locale,
    })),
  ];
  return all.flatMap(({ path, slots, locale }) => {
    const { template: named, language: given = locale } = slots;
    if (named === undefined || [named, given].some((text) => text.includes('{{'))) return [];
    return [{ path: `${path}.template`, named: named.trim(), written: given }];
  });
}

interface Book {
  readonly book: string;
  readonly approved: ApprovedTemplates;
}

/** Whose templates the accounts of the workspace send by, each once. */
function booksOf({ workspace }: Live, language: Pick<Language, 'channels' | 'providers'>): readonly Book[] {
  const accounts = workspace.providers[CHANNEL];
  if (accounts === undefined) return [];
  const found = new Map<string, Book>();
  for (const { provider, settings } of createProviderChoice(language).choose(CHANNEL, accounts)) {
    const book = provider.templates?.bookOf(settings as Readonly<Record<string, unknown>>);
    // What a secret gives is not known here.
    if (typeof book === 'string') found.set(book, { book, approved: provider.templates! });
  }
  return [...found.values()];
}
