import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{sdk,console,config,triggers,templates,channels,engine,cli,demo,test,bench}/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
});
