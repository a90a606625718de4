import type { Walk } from './contract.ts';

/** A kind about the world: its values are known to everybody. */
export default {
  name: 'world-kind',
  files: {
    'triggers/signals/pollen.ts': `import * as z from 'zod';
import { takeProperty } from '../hearing/kept.ts';
import type { SignalKind } from './contract.ts';

/** The pollen in the air of the region. */
export default {
  name: 'pollen',
  summary: 'How much pollen there is in the air.',
  about: 'world',
  shed: 'second',
  value: z.strictObject({ level: z.int().min(0).max(5) }),
  keeps: {
    'pollen.level': {
      summary: 'Pollen in the air, 0 to 5',
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
  tests: ['triggers/vocabulary/signal-kinds.test.ts', 'engine/world/world.test.ts', 'test/docs.test.ts'],
} satisfies Walk;
