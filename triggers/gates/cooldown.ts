import { firedName } from '../state/fired.ts';
import { HOUR_MS } from '../time/spans.ts';
import type { Gate } from './contract.ts';

/** Keeps one trigger from speaking to one customer again too soon. */
export default {
  name: 'cooldown',
  title: { en: 'Earliest again', de: 'Frühestens wieder' },
  summary: {
    en: 'The trigger has not let a message through to this customer within its cooldown; in shadow mode and for a control group, it would not have.',
    de: 'Der Auslöser hat diesem Kunden in seiner Wartezeit noch keine Nachricht gesendet; im Probelauf und für eine Kontrollgruppe: hätte keine gesendet.',
  },
  reasons: {
    'cooling-down': ({ hours }, until) =>
      until === undefined ? `spoke within the last ${hours} h` : `until ${new Date(until).toISOString()}`,
  },
  check({ trigger, moment, channels }, { at }) {
    const { cooldownMs } = trigger.definition;
    const firedAt = moment.state.fired[firedName(trigger.definition)];
    if (cooldownMs === 0 || firedAt === undefined || at >= firedAt + cooldownMs) return { pass: channels };
    return { hold: { code: 'cooling-down', args: { hours: cooldownMs / HOUR_MS }, until: firedAt + cooldownMs } };
  },
} satisfies Gate;
