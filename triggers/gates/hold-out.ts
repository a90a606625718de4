import { shareOf } from '../hash.ts';
import type { Gate } from './contract.ts';

/** Keeps a stable share of customers out of a trigger, to measure what it brings. */
export default {
  name: 'hold-out',
  title: { en: 'Control group', de: 'Kontrollgruppe' },
  summary: {
    en: 'The customer is not in the share that this trigger leaves out for comparison; stable per customer and trigger.',
    de: 'Der Kunde gehört nicht zu dem Anteil, den dieser Auslöser zum Vergleich auslässt; für Kunde und Auslöser immer gleich.',
  },
  reasons: { 'control-group': ({ percent }) => `control group of ${percent} %` },
  check({ trigger, moment, channels }) {
    const { name, holdout } = trigger.definition;
    if (holdout === 0 || shareOf(`${name}\n${moment.state.id}`) >= holdout) return { pass: channels };
    return { hold: { code: 'control-group', args: { percent: Math.round(holdout * 1000) / 10 } } };
  },
} satisfies Gate;
