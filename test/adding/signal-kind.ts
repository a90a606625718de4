import type { Walk } from './contract.ts';

/** A kind about customers. */
export default {
  name: 'signal-kind',
  files: {
    'triggers/signals/steps.ts': `import * as z from 'zod';
import { takeProperty } from '../hearing/kept.ts';
import type { SignalKind } from './contract.ts';

/** The steps that a watch counted today. */
export default {
  name: 'steps',
  summary: 'How many steps a watch counted today.',
  about: 'customer',
  shed: 'second',
  value: z.strictObject({ today: z.int().min(0).max(200_000) }),
  keeps: {
    'steps.today': { summary: 'Steps today', type: 'number', staysTrueMs: 3_600_000, from: takeProperty('today') },
  },
  examples: [
    { value: { today: 9_400 }, ok: true },
    { value: { today: -1 }, ok: false },
  ],
} satisfies SignalKind;
`,
  },
  pages: ['docs/conditions.md', 'docs/signals.md'],
  tests: ['triggers/vocabulary/signal-kinds.test.ts', 'triggers/vocabulary/signal-schema.test.ts', 'test/docs.test.ts'],
} satisfies Walk;
