import { CHANNEL_RULES } from '../policy/channel-rules.ts';
import { allowedFrom, contactHoursOf } from '../policy/contact-hours.ts';
import type { ChannelRule } from '../policy/contract.ts';
import { type Home, homeOf } from '../policy/home-of.ts';
import type { CustomerState } from '../state/contract.ts';
import { eitherOf } from '../words/reason-lists.ts';
import type { Gate } from './contract.ts';

/** Channels that some rule speaks of: most messages go by others. */
const RULED: ReadonlySet<string> = new Set(['sms', 'mms', 'rcs', ...CHANNEL_RULES.flatMap(({ channels }) => channels)]);

/**
 * Keeps to what laws and services say of a country or state: the hours of marketing, how much of it, and what not at
 * all.
 */
export default {
  name: 'contact-rules',
  title: { en: 'Rules of the country', de: 'Regeln des Landes' },
  summary: {
    en: 'No law or service of the customer’s country forbids the channel now; where only the hour does, the message waits for a better one.',
    de: 'Kein Gesetz oder Dienst verbietet den Kanal im Land des Kunden; tut es nur die Uhrzeit, wartet die Nachricht auf eine bessere.',
  },
  reasons: {
    'contact-hours': ({ channels, country }) => `by law not at this hour in ${country} by ${eitherOf(channels)}`,
    'contact-forbidden': ({ channels, country }) => `${eitherOf(channels)} takes no such message in ${country}`,
  },
  check({ id, trigger, moment, channels }, { at, workspace, addressOf }) {
    if (workspace.contactRules === 'off' || !channels.some((channel) => RULED.has(channel))) return { pass: channels };
    const isMarketing = workspace.purposes[trigger.definition.message.purpose]?.marketing ?? true;
    const { state } = moment;
    let country = '';
    let soonest = Number.POSITIVE_INFINITY;
    const open = channels.filter((channel) => {
      if (!RULED.has(channel)) return true;
      const home = homeOf(moment, addressOf(state, channel));
      if (home.country === undefined) return true;
      const isForbidden = CHANNEL_RULES.some((rule) => forbids(rule, channel, home, { id, isMarketing, state, at }));
      const hours = isForbidden || !isMarketing ? [] : contactHoursOf({ ...home, country: home.country }, channel);
      const from = isForbidden ? undefined : allowedFrom(hours, home.zones, at);
      if (from === at) return true;
      country = home.region === undefined ? home.country : `${home.country}-${home.region}`;
      if (from !== undefined) soonest = Math.min(soonest, from);
      return false;
    });
    if (open.length === channels.length) return { pass: channels };
    if (open.length > 0) return { pass: open };
    if (!Number.isFinite(soonest)) return { hold: { code: 'contact-forbidden', args: { channels, country } } };
    return { deferUntil: soonest, reason: { code: 'contact-hours', args: { channels, country } } };
  },
} satisfies Gate;

interface Asked {
  readonly id: string;
  readonly isMarketing: boolean;
  readonly state: CustomerState;
  readonly at: number;
}

function forbids(
  rule: ChannelRule,
  channel: string,
  { country, region }: Home,
  { id, isMarketing, state, at }: Asked,
): boolean {
  if (!rule.channels.includes(channel) || (rule.isOfMarketing && !isMarketing)) return false;
  if (country === undefined || !rule.countries.includes(country)) return false;
  if (rule.regions && !(region !== undefined && rule.regions.includes(region))) return false;
  if (!rule.most) return true;
  const { count, withinMs } = rule.most;
  // One that waits has its place already.
  const lately = state.reservations.filter(
    (one) => one.id !== id && rule.channels.includes(one.channel) && one.at > at - withinMs,
  );
  return lately.length >= count;
}
