import { firstSettings } from '../../channels/accounts.ts';
import type { Channel } from '../../channels/contract.ts';
import { RenderError, type Setting, type View } from '../../templates/contract.ts';
import { firstLocale } from '../../templates/locales/locale.ts';
import { viewOf } from '../../templates/view.ts';
import { beforeFor } from '../../triggers/changes/read.ts';
import type { Moment } from '../../triggers/contract.ts';
import { keepValues } from '../../triggers/deciding/fall-back.ts';
import { keepOrigin } from '../../triggers/deciding/kept-origin.ts';
import { keepStimulus } from '../../triggers/deciding/kept-stimulus.ts';
import { templateFor } from '../../triggers/deciding/variants.ts';
import type { Candidate, Decision, KeptValues } from '../../triggers/gates/contract.ts';
import { mayRefuse } from '../../triggers/policy/windows.ts';
import type { CustomerState } from '../../triggers/state/contract.ts';
import { countryOf } from '../../triggers/state/country-of.ts';
import { zoneOf } from '../../triggers/state/zone-of.ts';
import type { Live } from '../definitions/contract.ts';
import type { DeliveryJob } from '../jobs/contract.ts';

/** A decision to send. */
export type Send = Extract<Decision, { result: 'send' }>;

/**
 * Writes the message of a decision for its channel and addresses it; throws a RenderError when it cannot be filled.
 * What it is filled from is kept while another channel may come: that one says the same in its own form.
 */
export function compose(
  { candidate, channel, expiresAt, plan, values }: Send,
  receivedAt: number,
  live: Live,
  channels: ReadonlyMap<string, Channel>,
): DeliveryJob {
  const { id, trigger, moment } = candidate;
  const { definition, version } = trigger;
  const to = addressOf(moment.state, channels.get(channel), live);
  if (to === undefined) throw new RenderError(`no address for ${channel}`);
  const { view, setting } = valuesFor(candidate, channel, values, live);
  const message = live.renderer.render(templateFor(definition, moment.state.id), channel, view, setting);
  return {
    id,
    customer: moment.state.id,
    signal: moment.origin.id,
    signalAt: moment.origin.at,
    receivedAt,
    trigger: definition.name,
    version,
    place: moment.place?.id ?? '',
    channel,
    purpose: definition.message.purpose,
    country: countryOf(moment)?.slice(0, 2),
    to,
    message,
    decidedAt: moment.at,
    expiresAt,
    ...(plan && { plan }),
    ...(definition.message.stillTrue && { again: againOf(candidate) }),
    priority: definition.priority,
  };
}

/**
 * Gives what the message by the channel before was filled from, else what is known now, which is kept if it may be
 * needed.
 */
function valuesFor(candidate: Candidate, channel: string, before: KeptValues | undefined, live: Live) {
  const { moment } = candidate;
  const { definition } = candidate.trigger;
  const { fallBack } = definition.message;
  const template = templateFor(definition, moment.state.id);
  if (before?.template === template) return { view: before.view as View, setting: before.setting as Setting };
  const setting = settingOf(moment, live);
  const view = viewOf(moment, { zone: setting.zone, reads: live.renderer.reads(template) });
  if (fallBack || mayRefuse(channel)) keepValues(candidate, { template, view, setting });
  return { view, setting };
}

function againOf({ trigger, moment }: Candidate): NonNullable<DeliveryJob['again']> {
  const before = beforeFor(trigger.tracks, moment.before);
  return {
    signal: keepOrigin(moment),
    ...keepStimulus(moment.stimulus),
    ...(before && { before }),
  };
}

/** Where a customer is reached on a channel; undefined: not at all. */
export function addressOf(state: CustomerState, channel: Channel | undefined, live: Live): string | undefined {
  return channel?.address(state.id, traitsOf(state), firstSettings(live.workspace.providers[channel.name]));
}

const TRAIT = 'customer.';

/** What `identify` said of a customer, by trait. */
export function traitsOf(state: CustomerState): Readonly<Record<string, unknown>> {
  const traits: Record<string, unknown> = Object.create(null);
  for (const name in state.values) {
    const { v } = state.values[name]!;
    if (name.startsWith(TRAIT) && v !== null) traits[name.slice(TRAIT.length)] = v;
  }
  return traits;
}

/** The locale in which a template speaks to the customer of a moment. */
export function localeOf({ state: { values } }: Moment, { workspace, renderer }: Live, template: string) {
  const wanted = firstLocale([values['customer.locale']?.v, values['device.locale']?.v], workspace.locale);
  return renderer.localeFor(template, wanted, workspace.locale);
}

/** By what a message to the customer of a moment is formatted. */
export function settingOf(moment: Moment, { workspace }: Live): Setting {
  const { values } = moment.state;
  return {
    at: moment.at,
    zone: zoneOf(moment),
    locale: firstLocale([values['customer.locale']?.v, values['device.locale']?.v], workspace.locale),
    home: workspace.locale,
    currency: workspace.currency,
  };
}
