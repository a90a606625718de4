import { defineConfig } from 'vitest/config';

/** Parts without servers or settings of their process: their tests share one, which loads every module once. */
const PARTS = '{triggers,templates,channels}/**/*.test.ts';

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 90_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'parts', include: [PARTS], isolate: false } },
      {
        extends: true,
        test: { name: 'whole', include: ['{sdk,console,config,engine,cli,demo,test,bench}/**/*.test.ts'] },
      },
    ],
  },
});
