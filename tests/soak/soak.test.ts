import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSceneFile, shippedScenes } from '#src/dataset/read-scene-file.ts';
import { loadPhysics } from '#src/physics/rapier.ts';
import { type Soaked, soakScene } from '../fixtures/soak-scene.ts';

const EPISODES = Number(process.env['WORLDWRIGHT_SOAK'] ?? 1000);
const SECONDS = 2;

const rows: string[] = [];

beforeAll(loadPhysics);

afterAll(() => {
  writeFileSync(
    'docs/soak.md',
    `# A thousand seeds of every scene
\`npm run soak\` plays ${EPISODES} seeds of each scene for ${SECONDS} s with nobody acting, and writes this table. Failures are overlaps at the start and states that are not finite. The energy's rise is the greatest met at any frame, as a share of what all that moves would lose in a fall of one metre; where engines or muscles work (cars, walkers, robots that hold themselves) it is theirs. Made on ${cpus()[0]?.model ?? 'an unknown processor'}, Node ${process.version}.

| scene | seeds | failures | energy's rise | greatest speed |
|---|---|---|---|---|
${rows.join('\n')}
`,
  );
});

const row = (name: string, { episodes, failures, energyRise, speed }: Soaked): string =>
  `| \`${name}\` | ${episodes} | ${failures.length} | ${(100 * energyRise).toFixed(1)} % | ${speed.toFixed(1)} m/s |`;

it.each(shippedScenes())('%s', (name) => {
  const soaked = soakScene(readSceneFile(name), EPISODES, SECONDS);
  rows.push(row(name, soaked));
  console.log(rows.at(-1));
  expect(soaked.failures).toEqual([]);
});
