import type { Walk } from './contract.ts';

/** A kind about customers. */
export default {
  name: 'signal-kind',
  files: {
    'triggers/signals/steps.ts': `import * as z from 'zod';
import { takeProperty } from '../state/kept.ts';
import { sayEach } from '../words/say-each.ts';
import type { SignalKind } from './contract.ts';

/** The steps that a watch counted today. */
export default {
  name: 'steps',
  title: { en: 'Steps', de: 'Schritte' },
  summary: {
    en: 'How many steps a watch counted today.',
    de: 'Wie viele Schritte eine Uhr heute zählte.',
  },
  about: 'customer',
  shed: 'second',
  group: 'customer',
  value: sayEach(z.strictObject({ today: z.int().min(0).max(200_000) }), {
    today: { title: { en: 'Steps today', de: 'Schritte heute' }, kind: 'count' },
  }),
  keeps: {
    'steps.today': {
      title: { en: 'Steps today', de: 'Schritte heute' },
      summary: { en: 'Steps of this day', de: 'Schritte dieses Tages' },
      type: 'number',
      staysTrueMs: 3_600_000,
      from: takeProperty('today'),
    },
  },
  examples: [
    { value: { today: 9_400 }, ok: true },
    { value: { today: -1 }, ok: false },
  ],
} satisfies SignalKind;
`,
  },
  pages: ['docs/conditions.md', 'docs/signals.md'],
  tests: [
    'engine/api/catalog.test.ts',
    'triggers/vocabulary/signal-kinds.test.ts',
    'triggers/vocabulary/signal-schema.test.ts',
    'test/docs.test.ts',
  ],
} satisfies Walk;
