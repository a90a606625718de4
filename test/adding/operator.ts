import type { Walk } from './contract.ts';

/** An operator that always knows: it says no to everything that is not as long. */
export default {
  name: 'operator',
  files: {
    'triggers/operators/longer-than.ts': `import * as z from 'zod';
import { say } from '../words/say.ts';
import { defineOperator } from './contract.ts';

export default defineOperator({
  name: 'longer-than',
  title: { en: 'is longer than', de: 'ist länger als' },
  summary: {
    en: 'The text has more characters than this.',
    de: 'Der Text hat mehr Zeichen als so viele.',
  },
  reads: ['any'],
  args: say(
    z.int('a whole number').min(0, 'a number from 0 on'),
    { en: 'Characters', de: 'Zeichen' },
    { kind: 'count', examples: [40] },
  ),
  examples: [
    { args: 3, value: 'four', answer: true },
    { args: 3, value: 'two', answer: false },
  ],
  compile: (most) => (value) => typeof value === 'string' && value.length > most,
});
`,
  },
  pages: ['docs/conditions.md'],
  tests: ['test/examples.test.ts', 'test/docs.test.ts', 'engine/api/catalog.test.ts'],
} satisfies Walk;
