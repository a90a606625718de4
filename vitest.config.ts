import { defineConfig } from 'vitest/config';

/** They ask V8 what it made of the objects of their process, or measure its memory, and want one that is new. */
const ALONE = ['engine/context/one-shape.test.ts'];

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
