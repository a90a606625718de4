import { shareOf } from '../hash.ts';
import type { Gate } from './contract.ts';

/** Keeps a stable share of customers out of everything that is marketing, to measure what all of it brings. */
export default {
  name: 'workspace-hold-out',
  title: { en: 'Control group of all triggers', de: 'Kontrollgruppe aller Auslöser' },
  summary: {
    en: 'The customer is not in the share that gets no marketing at all, for comparison; stable per customer.',
    de: 'Der Kunde gehört nicht zu dem Anteil, der zum Vergleich gar keine Werbung bekommt; für den Kunden immer gleich.',
  },
  reasons: { 'workspace-control-group': ({ percent }) => `control group of all triggers of ${percent} %` },
  check({ trigger, moment, channels }, { workspace }) {
    const { holdout = 0, purposes } = workspace;
    // what a customer has ordered or asked for is no marketing, and is owed to all
    const isMarketing = purposes[trigger.definition.message.purpose]?.marketing !== false;
    if (holdout === 0 || !isMarketing || shareOf(`*\n${moment.state.id}`) >= holdout) return { pass: channels };
    return { hold: { code: 'workspace-control-group', args: { percent: Math.round(holdout * 1000) / 10 } } };
  },
} satisfies Gate;
