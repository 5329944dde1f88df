import { defineConfig } from 'vitest/config';

/** Some of what NIGHTLATCH_LAB_HEAVY asks for takes minutes to start. */
const PATIENCE = process.env['NIGHTLATCH_LAB_HEAVY'] ? 600_000 : 60_000;

export default defineConfig({
  test: {
    include: ['{src,lab,bench,test,web}/**/*.test.ts'],
    testTimeout: PATIENCE,
    hookTimeout: 120_000,
    // Most of a test is waiting for servers: more of them than cores.
    maxWorkers: 4,
    reporters: ['default'],
  },
});
