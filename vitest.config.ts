import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,lab,bench,test,web}/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Most of a test is waiting for servers: more of them than cores.
    maxWorkers: 4,
    reporters: ['default'],
  },
});
