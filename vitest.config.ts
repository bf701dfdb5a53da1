import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Rapier's package needs a bundler (its module field only); these two lines are all of it. */
const rapier = {
  resolve: { alias: [{ find: /^@dimforge\/rapier3d$/, replacement: '@dimforge/rapier3d/rapier.js' }] },
  server: { deps: { inline: [/@dimforge\//] } },
};

/** The longest files, the longest first. */
const LONGEST = [
  ...['package/recipes', 'dataset/courses', 'evaluate/actions', 'cli/bad-input', 'physics/scene-health'],
  ...['evaluate/physics', 'train/train-job', 'simulator/driving-scenes', 'evaluate/bounds'],
];

/** Begins with the longest files, so that none of them is still at work alone when all others are done. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const found = LONGEST.findIndex((name) => moduleId.endsWith(`/simulation/${name}.test.ts`));
      return found < 0 ? LONGEST.length : found;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  resolve: rapier.resolve,
  test: {
    setupFiles: ['tests/fixed-seed.ts'],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          testTimeout: 60_000,
          // Pure functions: files share a process, and with it the modules that it has read.
          isolate: false,
          maxWorkers: 2,
        },
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
