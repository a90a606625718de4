import type { Walk } from './contract.ts';

/** An operator that always knows: it says no to everything that is not as long. */
export default {
  name: 'operator',
  files: {
    'triggers/operators/longer-than.ts': `import * as z from 'zod';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'longer-than',
  summary: 'The text has more characters than this.',
  reads: ['any'],
  args: z.int('a whole number').min(0, 'a number from 0 on'),
  examples: [
    { args: 3, value: 'four', answer: true },
    { args: 3, value: 'two', answer: false },
  ],
  compile: (most) => (value) => typeof value === 'string' && value.length > most,
});
`,
  },
  pages: ['docs/conditions.md'],
  tests: ['test/examples.test.ts', 'test/docs.test.ts'],
} satisfies Walk;
