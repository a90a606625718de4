import type { Walk } from './contract.ts';

/** A kind about the world: its values are known to everybody. */
export default {
  name: 'world-kind',
  files: {
    'triggers/signals/pollen.ts': `import * as z from 'zod';
import { takeProperty } from '../state/kept.ts';
import { sayEach } from '../words/say-each.ts';
import type { SignalKind } from './contract.ts';

/** The pollen in the air of the region. */
export default {
  name: 'pollen',
  title: { en: 'Pollen', de: 'Pollenflug' },
  summary: { en: 'How much pollen there is in the air.', de: 'Wie viele Pollen in der Luft sind.' },
  about: 'world',
  shed: 'second',
  group: 'weather',
  value: sayEach(z.strictObject({ level: z.int().min(0).max(5) }), { level: { en: 'Level', de: 'Stufe' } }),
  keeps: {
    'pollen.level': {
      title: { en: 'Pollen', de: 'Pollenflug' },
      summary: { en: 'Pollen in the air, 0 to 5', de: 'Pollen in der Luft, 0 bis 5' },
      type: 'number',
      staysTrueMs: 86_400_000,
      from: takeProperty('level'),
    },
  },
  examples: [
    { value: { level: 3 }, ok: true },
    { value: { level: 'high' }, ok: false },
  ],
} satisfies SignalKind;
`,
  },
  pages: ['docs/conditions.md', 'docs/signals.md'],
  tests: [
    'engine/api/catalog.test.ts',
    'triggers/vocabulary/signal-kinds.test.ts',
    'engine/world/world.test.ts',
    'test/docs.test.ts',
  ],
} satisfies Walk;
