import type { Walk } from './contract.ts';

/** A check of triggers, and its test beside it. */
export default {
  name: 'check',
  files: {
    'triggers/checks/only-tried.ts': `import type { TriggerCheck } from './contract.ts';

/** Finds triggers that are in shadow mode and hold everybody out: neither is needed beside the other. */
export default {
  name: 'only-tried',
  summary: 'A hold-out beside shadow mode, in which nothing is sent anyway.',
  find({ definition: { shadow, holdout } }) {
    if (!shadow || holdout === 0) return [];
    return [{ path: 'holdout', expected: 'no hold-out beside \`shadow\`: nothing is sent anyway' }];
  },
} satisfies TriggerCheck;
`,
    'triggers/checks/only-tried.test.ts': `import { expect, test } from 'vitest';
import type { CheckedTrigger } from './contract.ts';
import check from './only-tried.ts';

const find = (shadow: boolean, holdout: number) =>
  check.find({ definition: { shadow, holdout } } as unknown as CheckedTrigger);

test('a hold-out is warned of in shadow mode only', () => {
  expect(find(true, 10).map(({ path }) => path)).toEqual(['holdout']);
  expect([...find(true, 0), ...find(false, 10)]).toEqual([]);
});
`,
  },
  tests: ['triggers/checks/only-tried.test.ts', 'triggers/reading/find-warnings.test.ts'],
} satisfies Walk;
