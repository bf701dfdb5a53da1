import { defineConfig } from 'vitest/config';

/** Rapier's package needs a bundler (its module field only); these two lines are all of it. */
const rapier = {
  resolve: { alias: [{ find: /^@dimforge\/rapier3d$/, replacement: '@dimforge/rapier3d/rapier.js' }] },
  server: { deps: { inline: [/@dimforge\//] } },
};

export default defineConfig({
  resolve: rapier.resolve,
  test: {
    setupFiles: ['tests/fixed-seed.ts'],
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'simulation',
          include: ['tests/{simulation,repro}/**/*.test.ts'],
          // Two at once: much of each waits for its processes or runs on one core.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 240_000,
          hookTimeout: 240_000,
          pool: 'forks',
          server: rapier.server,
        },
      },
      {
        extends: true,
        test: {
          name: 'golden',
          include: ['tests/golden/**/*.test.ts'],
          testTimeout: 120_000,
          fileParallelism: false,
          pool: 'forks',
          server: rapier.server,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          pool: 'forks',
          server: rapier.server,
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          testTimeout: 1_200_000,
          hookTimeout: 600_000,
          fileParallelism: false,
          pool: 'forks',
          server: rapier.server,
        },
      },
      {
        extends: true,
        test: {
          name: 'training',
          include: ['tests/training/**/*.test.ts'],
          testTimeout: 600_000,
          fileParallelism: false,
          pool: 'forks',
          server: rapier.server,
        },
      },
      {
        extends: true,
        test: {
          name: 'soak',
          include: ['tests/soak/**/*.test.ts'],
          testTimeout: 3_600_000,
          fileParallelism: false,
          pool: 'forks',
          server: rapier.server,
        },
      },
    ],
  },
});
