import type { TemplateStates } from '../../channels/templates/contract.ts';
import { isUnusable, templateLanguage } from '../../channels/templates/template-state.ts';
import type { TemplateDefinition } from '../../templates/contract.ts';
import type { Problem } from '../../triggers/contract.ts';
import type { Document, Live } from './contract.ts';

const CHANNEL = 'whatsapp';

/**
 * Finds templates that name one which its service would not send now. A name that a slot works out at sending, and one
 * of which nothing is known yet, are not warned of.
 */
export function findUnapproved(
  documents: readonly Document[],
  live: Live,
  states: TemplateStates | undefined,
): readonly Problem[] {
  const books = booksOf(live.workspace.providers[CHANNEL]);
  if (!states || books.length === 0) return [];
  return documents.flatMap(({ kind, name, source }) => {
    const template = kind === 'template' ? live.templates.get(name) : undefined;
    return template
      ? namesIn(template, live.workspace.locale).flatMap(({ path, named, language }) =>
          books.flatMap((book): Problem[] => {
            const known = states.stateOf(book, named, language);
            if (!known || !isUnusable(known)) return [];
            const { state, reason } = known;
            const expected = reason
              ? `a template that WhatsApp has approved in ${language}; '${named}' is ${state} there: ${reason}`
              : `a template that WhatsApp has approved in ${language}; '${named}' is ${state} there`;
            return [{ source, path, expected }];
          }),
        )
      : [];
  });
}

interface Named {
  readonly path: string;
  readonly named: string;
  readonly language: string;
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
    return [{ path: `${path}.template`, named: named.trim(), language: templateLanguage(given) }];
  });
}

/** The accounts of the business that the workspace names. */
function booksOf(written: unknown): readonly string[] {
  const accounts: readonly unknown[] = Array.isArray(written) ? written : [written];
  return [
    ...new Set(
      accounts.flatMap((account) => {
        const { waba } = (account ?? {}) as { readonly waba?: unknown };
        return typeof waba === 'string' ? [waba] : [];
      }),
    ),
  ];
}
