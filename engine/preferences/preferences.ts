import { randomUUID } from 'node:crypto';
import type { Signal } from '../../sdk/protocol.ts';
import type { AddressOf } from '../../triggers/contract.ts';
import { isConfirmed, needsConfirmation, newestConsent } from '../../triggers/gates/consent.ts';
import type { Workspace } from '../../triggers/gates/contract.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { DAY_MS } from '../../triggers/time/spans.ts';
import type { Words } from '../../triggers/words/contract.ts';
import type { Keys } from '../access/contract.ts';
import type { Clock } from '../contract.ts';
import type { PreferenceChoice, Preferences, PreferenceView } from './contract.ts';
import { CONFIRMATION, PREFERENCES } from './tokens.ts';
import { LANGUAGES, languageOf } from './words.ts';

/** A link to confirm counts for three days; who comes later chooses once more. */
const CONFIRM_WITHIN_MS = 3 * DAY_MS;

export interface PreferencesParts {
  readonly keys: Pick<Keys, 'sealedToken' | 'readSealedToken'>;
  readonly read: (customer: string) => Promise<CustomerState>;
  readonly workspace: () => Workspace;
  /** The channels that there are, by name. */
  readonly channels: ReadonlyMap<string, { readonly title: Words; readonly isInternal?: true }>;
  readonly addressOf: AddressOf;
  /** Takes a signal; resolves when it is stored. */
  readonly report: (signal: Signal) => Promise<void>;
  readonly clock: Clock;
}

/** Creates the customers' own word over their states. */
export function createPreferences(parts: PreferencesParts): Preferences {
  const { keys, read, report, clock } = parts;
  const customerOf = (token: string) => {
    const [customer] = keys.readSealedToken(PREFERENCES, token) ?? [];
    return typeof customer === 'string' ? customer : undefined;
  };
  return {
    async view(token) {
      const customer = customerOf(token);
      return customer === undefined ? undefined : viewOf(await read(customer), parts);
    },
    async save(token, choice) {
      const customer = customerOf(token);
      if (customer === undefined) return false;
      const view = viewOf(await read(customer), parts);
      const save = randomUUID();
      for (const { name, kind, value } of changesOf(view, choice))
        await report({ id: `preferences.${save}.${name}`, kind, customer, at: clock.now(), value });
      return true;
    },
    readConfirmation(token) {
      const [customer, purpose, address, delivery, askedAt] = keys.readSealedToken(CONFIRMATION, token) ?? [];
      if (typeof customer !== 'string' || typeof askedAt !== 'number') return undefined;
      if (clock.now() > askedAt + CONFIRM_WITHIN_MS) return 'over';
      return { customer, purpose: String(purpose), address: String(address), delivery: String(delivery), askedAt };
    },
    async confirm({ customer, purpose, address, delivery, askedAt }, agent) {
      const proof = { delivery, address, askedAt, confirmedAt: clock.now(), agent: agent.slice(0, 300) };
      const value = { channel: 'email', purpose, granted: true, source: 'double-opt-in', proof };
      await report({ id: `${delivery}.confirmed`, kind: 'consent', customer, at: clock.now(), value });
    },
  };
}

function viewOf(
  state: CustomerState,
  { workspace: readWorkspace, channels: titles, addressOf }: PreferencesParts,
): PreferenceView {
  const workspace = readWorkspace();
  const open = workspace.channels.filter((channel) => titles.get(channel)?.isInternal !== true);
  const reachable = open.filter((channel) => addressOf(state, channel) !== undefined);
  const channels = reachable.length > 0 ? reachable : open;
  const spoken = languageOf(state.values['customer.locale']?.v, state.values['device.locale']?.v, workspace.locale);
  return {
    language: spoken,
    languages: Object.keys(LANGUAGES),
    sender: workspace.sender.name,
    channels: channels.map((name) => ({ name, title: titleOf(titles, name, spoken) })),
    purposes: Object.entries(workspace.purposes).map(([name, purpose]) => ({
      name,
      says: Object.fromEntries(
        channels.map((channel) => {
          const word = newestConsent(state.consents, channel, name);
          if (!(word?.granted ?? !purpose.marketing)) return [channel, 'no'] as const;
          const waits =
            needsConfirmation(purpose, channel) &&
            !isConfirmed(state.consents, channel, name, addressOf(state, channel));
          return [channel, waits ? 'waits' : 'yes'] as const;
        }),
      ),
    })),
  };
}

function titleOf(titles: PreferencesParts['channels'], name: string, language: string): string {
  const title = titles.get(name)?.title;
  return title?.[language === 'de' ? 'de' : 'en'] ?? name;
}

interface Change {
  readonly name: string;
  readonly kind: string;
  readonly value: Signal['value'];
}

/** Only what is other than it was is told: an old yes keeps its time. */
function* changesOf(view: PreferenceView, { wanted, language, isNothing }: PreferenceChoice): Generator<Change> {
  const source = 'preference-page';
  if (language !== undefined && language !== view.language && view.languages.includes(language))
    yield { name: 'language', kind: 'identify', value: { traits: { locale: language } } };
  if (isNothing) {
    yield { name: 'nothing', kind: 'consent', value: { channel: '*', purpose: '*', granted: false, source } };
    return;
  }
  for (const { name: purpose, says } of view.purposes) {
    for (const { name: channel } of view.channels) {
      const granted = wanted.has(`${channel}:${purpose}`);
      if (granted === (says[channel] !== 'no')) continue;
      yield { name: `${channel}.${purpose}`, kind: 'consent', value: { channel, purpose, granted, source } };
    }
  }
}
