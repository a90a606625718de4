import * as z from 'zod';
import { sayEach } from '../triggers/words/say-each.ts';
import type { AccountUse, ProviderSettings } from './contract.ts';
import { WrongSettings } from './wrong-settings.ts';

/** What the workspace has under `providers.<channel>`: one account, or several. */
export type WrittenAccounts = ProviderSettings | readonly ProviderSettings[];

/** An account as it is written, apart from what its provider is set up with. */
export interface WrittenAccount {
  readonly use: Omit<AccountUse, 'name'> & { readonly name?: string };
  readonly provider: unknown;
  readonly settings: ProviderSettings;
  /** Where it stands within `providers.<channel>`: '' or its place in the list with a dot. */
  readonly path: string;
}

const ORDER = 'a whole number from 0 to 99';

/** The keys of an account in a list that are not its provider's. */
export const ACCOUNT_KEYS = sayEach(
  z.object({
    name: z
      .string('a list of accounts, each with a name of its own')
      .regex(/^[a-z][a-z0-9-]{0,39}$/, 'a name: small letters, digits and hyphens'),
    provider: z.string('the name of a provider').optional(),
    order: z.int(ORDER).min(0, ORDER).max(99, ORDER).default(0),
    weight: z.number('a number above 0').gt(0, 'a number above 0').max(1_000).default(1),
    countries: z
      .array(z.string().regex(/^[A-Z]{2}$/, 'a country of two capital letters (ISO 3166-1), such as DE'))
      .min(1, 'at least one country')
      .optional(),
    purposes: z.array(z.string('the name of a purpose')).min(1, 'at least one purpose').optional(),
    price: z.number('a price, 0 or more').min(0, 'a price, 0 or more').max(1_000).optional(),
    perSecond: z.number('messages a second, above 0').gt(0, 'messages a second, above 0').max(100_000).optional(),
  }),
  {
    name: { title: { en: 'Name', de: 'Name' }, kind: 'text', examples: ['ses-europe'] },
    provider: { title: { en: 'Provider', de: 'Anbieter' }, kind: 'text' },
    order: {
      title: { en: 'Order', de: 'Reihenfolge' },
      description: {
        en: 'Accounts with a lower number are tried first.',
        de: 'Konten mit kleinerer Zahl werden zuerst versucht.',
      },
      kind: 'count',
    },
    weight: {
      title: { en: 'Weight', de: 'Gewicht' },
      description: {
        en: 'Its share among accounts of the same order.',
        de: 'Sein Anteil unter Konten derselben Reihenfolge.',
      },
      kind: 'number',
    },
    countries: {
      title: { en: 'Countries', de: 'Länder' },
      description: { en: 'It serves customers there only.', de: 'Es bedient nur Kunden dort.' },
      examples: [['DE', 'AT']],
    },
    purposes: {
      title: { en: 'Purposes', de: 'Zwecke' },
      description: { en: 'It serves these only.', de: 'Es bedient nur diese.' },
      examples: [['service']],
    },
    price: {
      title: { en: 'Price of a message', de: 'Preis einer Nachricht' },
      description: {
        en: 'In the workspace’s currency; of a text message, of each segment.',
        de: 'In der Währung des Arbeitsbereichs; bei SMS je Segment.',
      },
      kind: 'number',
      examples: [0.075],
    },
    perSecond: {
      title: { en: 'Messages a second', de: 'Nachrichten je Sekunde' },
      description: {
        en: 'The most that all engines together hand over to it.',
        de: 'Die meisten, die alle Maschinen zusammen ihm übergeben.',
      },
      kind: 'number',
    },
  },
);

const MOST_ACCOUNTS = 20;

/** Reads what the workspace has for a channel. Throws WrongSettings with every problem. */
export function readAccounts(written: WrittenAccounts): readonly WrittenAccount[] {
  if (!isList(written)) {
    const { provider, ...settings } = written;
    return [{ use: { order: 0, weight: 1 }, provider, settings, path: '' }];
  }
  if (written.length === 0 || written.length > MOST_ACCOUNTS) {
    throw new WrongSettings([{ path: '', expected: `1 to ${MOST_ACCOUNTS} accounts` }]);
  }
  const problems: { path: string; expected: string }[] = [];
  const names = new Set<string>();
  const accounts = written.flatMap((account, i): WrittenAccount[] => {
    const read = ACCOUNT_KEYS.safeParse(account);
    if (!read.success) {
      for (const { path, message } of read.error.issues)
        problems.push({ path: [i, ...path].join('.'), expected: message });
      return [];
    }
    const { provider, ...use } = read.data;
    if (names.has(use.name)) problems.push({ path: `${i}.name`, expected: 'a name that no other account of it has' });
    names.add(use.name);
    const settings = Object.fromEntries(Object.entries(account).filter(([key]) => !(key in ACCOUNT_KEYS.shape)));
    return [{ use, provider, settings, path: `${i}.` }];
  });
  if (problems.length > 0) throw new WrongSettings(problems);
  return accounts;
}

/** Returns the settings that say how a channel addresses a customer: those of its first account. */
export function firstSettings(written: WrittenAccounts | undefined): ProviderSettings {
  if (written === undefined) return {};
  return isList(written) ? (written[0] ?? {}) : written;
}

function isList(written: WrittenAccounts): written is readonly ProviderSettings[] {
  return Array.isArray(written);
}
