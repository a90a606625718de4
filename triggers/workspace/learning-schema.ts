import { duration } from '../arguments/durations.ts';
import { share } from '../arguments/share.ts';
import { DAY_MS } from '../time/spans.ts';
import { sayEach } from '../words/say-each.ts';
import { strict } from './strict-map.ts';

/** How channels are learnt, as a workspace writes it. */
export const learning = sayEach(
  strict({ explore: share.default(0), 'half-life': duration(DAY_MS, 365 * DAY_MS).default(30 * DAY_MS) }),
  {
    explore: {
      title: { en: 'Tries out', de: 'Probiert aus' },
      description: {
        en: 'This share of messages goes by the channel of which least is known.',
        de: 'Dieser Anteil der Nachrichten geht über den Kanal, von dem am wenigsten bekannt ist.',
      },
      kind: 'percent',
      unit: '%',
      examples: ['5%'],
    },
    'half-life': {
      title: { en: 'Counts half after', de: 'Zählt halb nach' },
      description: { en: 'What was seen fades.', de: 'Was beobachtet wurde, verblasst.' },
      examples: ['30d'],
    },
  },
).transform((l) => ({ explore: l.explore, halfLifeMs: l['half-life'] }));
