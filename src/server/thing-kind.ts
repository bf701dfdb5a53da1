import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CURATION_FILE } from '../dataset/curate/curation-file.ts';
import { EPISODE_FILES, PLAN_FILE } from '../dataset/layout.ts';
import { PREDICTIONS_FILE } from '../evaluate/predictions-file.ts';

/** What a path that was given to be viewed is, and where it is to be opened. */
export type ThingKind = {
  readonly kind: 'scene' | 'dataset' | 'predictions' | 'report' | 'curation' | 'model';
  readonly path: string;
};

/** The file that every folder of a report holds. */
const REPORT_FILE = 'report.json';

/** Files that stand for the folder that they lie in. */
const OF_FOLDERS: Readonly<Record<string, ThingKind['kind']>> = {
  [PREDICTIONS_FILE]: 'predictions',
  [REPORT_FILE]: 'report',
  'report.html': 'report',
  [PLAN_FILE]: 'dataset',
  [CURATION_FILE]: 'curation',
};

/** Says what a path is by its name and what lies in it. What is not there is the name of a scene. */
export function thingKind(path: string): ThingKind {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) {
    const ofFolder = found === undefined ? undefined : OF_FOLDERS[basename(path)];
    if (ofFolder !== undefined) return { kind: ofFolder, path: dirname(resolve(path)) };
    return { kind: path.endsWith('.onnx') ? 'model' : 'scene', path };
  }
  const holds = (file: string): boolean => existsSync(join(path, file));
  for (const file of [PREDICTIONS_FILE, REPORT_FILE, CURATION_FILE]) {
    const kind = OF_FOLDERS[file];
    if (kind !== undefined && holds(file)) return { kind, path };
  }
  const above = resolve(path, '..', '..');
  if (holds(EPISODE_FILES.facts) && existsSync(join(above, PLAN_FILE)))
    return { kind: 'dataset', path: above };
  return { kind: 'dataset', path };
}
