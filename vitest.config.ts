import { defineConfig } from 'vitest/config';

/**
 * They want a process that is new: one asks V8 what it made of the objects of its process, the others count for half a
 * minute, which takes up to three times as long in a process that has run everything else.
 */
const ALONE = ['engine/context/one-shape.test.ts', 'test/effect.test.ts', 'test/oracle/*.test.ts'];

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 90_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        // Most share a process, which loads every module once.
        test: {
          name: 'shared',
          include: ['{triggers,templates,channels,engine,config,cli,sdk,console,bench,test,demo}/**/*.test.ts'],
          exclude: ALONE,
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
});
