import type { Gate } from './contract.ts';

/** Keeps one trigger from speaking to one customer again too soon. */
export default {
  name: 'cooldown',
  summary: 'The trigger has not let a message through to this customer within its cooldown.',
  check({ trigger, moment, channels }, { at }) {
    const { name, cooldownMs } = trigger.definition;
    const firedAt = moment.state.fired[name];
    if (cooldownMs === 0 || firedAt === undefined || at >= firedAt + cooldownMs) return { pass: channels };
    return { hold: `until ${new Date(firedAt + cooldownMs).toISOString()}` };
  },
} satisfies Gate;
