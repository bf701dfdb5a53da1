import type {
  DifferenceCurve,
  HorizonValues,
  MeanCurve,
  PredictionIndex,
  ShownPrediction,
} from '../core/view/prediction-view.ts';
import type { StoredReport } from '../evaluate/report/report-schema.ts';

/** Said of a report without pictures. */
const NO_FRAMES =
  'This report holds figures without pictures: evaluate again with this worldwright, which keeps the frames of all clips beside report.json.';

type StoredRow = StoredReport['rows'][number] & { readonly against?: string };
type StoredClip = StoredReport['clips'][number];

/** Where a clip's frames stand in the report's videos, by model, and of the truth the first context frame. */
export type ClipPlaces = {
  readonly truth: StoredClip['frames'];
  readonly predicted: readonly StoredClip['frames'][];
};

/** A report as it is shown, and where its frames are. */
export type IndexedReport = { readonly index: PredictionIndex; readonly places: readonly ClipPlaces[] };

const unique = (values: readonly string[]): string[] => [...new Set(values)];

/** What stands in a list more than once. */
function repeatedOf(values: readonly string[]): ReadonlySet<string> {
  const [seen, repeated] = [new Set<string>(), new Set<string>()];
  for (const value of values) (seen.has(value) ? repeated : seen).add(value);
  return repeated;
}

/** Rows of one model, scene and measure become a curve. */
function curvesOf(
  rows: readonly StoredRow[],
  { models, scenes, horizon }: { models: readonly string[]; scenes: readonly string[]; horizon: number },
): DifferenceCurve[] {
  const blank = (): (number | null)[] => new Array<number | null>(horizon).fill(null);
  const curves = new Map<string, DifferenceCurve & { n: number }>();
  for (const row of rows) {
    const [model, scene] = [models.indexOf(row.model), scenes.indexOf(row.scene)];
    const against = row.against === undefined ? -1 : models.indexOf(row.against);
    if (model < 0 || scene < 0 || row.horizon > horizon) continue;
    const key = JSON.stringify([model, scene, row.metric, against]);
    const curve = curves.get(key) ?? {
      ...{ model, scene, metric: row.metric, against, n: 0 },
      ...{ mean: blank(), low: blank(), high: blank() },
    };
    curves.set(key, curve);
    for (const name of ['mean', 'low', 'high'] as const)
      (curve[name] as (number | null)[])[row.horizon - 1] = row[name];
    curve.n = Math.max(curve.n, row.n);
  }
  return [...curves.values()];
}

/** The clips that a report judges, one for all of its models. */
function groupClips(clips: readonly StoredClip[]): (readonly StoredClip[])[] {
  const groups = new Map<string, StoredClip[]>();
  for (const clip of clips) {
    const key = JSON.stringify([clip.cluster, clip.clip]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [clip]);
    else group.push(clip);
  }
  return [...groups.values()];
}

/** Where a clip's frames are, in videos that are long enough and of one size; else nowhere. */
function placesOf(group: readonly StoredClip[], report: StoredReport): ClipPlaces {
  const { context, horizon } = report.protocol;
  const place = (model: string, before: number): StoredClip['frames'] => {
    const at = group.find((row) => row.model === model)?.frames;
    const video = at === undefined ? undefined : report.videos[at.video];
    if (at === undefined || video === undefined) return undefined;
    if (at.first < before || at.first + horizon > video.frames) return undefined;
    return { video: at.video, first: at.first - before };
  };
  const truth = report.models.find(({ role }) => role === 'truth');
  return {
    truth: truth === undefined ? undefined : place(truth.name, context),
    predicted: report.models.map(({ name }) => place(name, 0)),
  };
}

function shownClip(
  group: readonly StoredClip[],
  report: StoredReport,
  {
    scenes,
    repeated,
    places,
  }: { scenes: readonly string[]; repeated: ReadonlySet<string>; places: ClipPlaces },
): ShownPrediction {
  const { clip, cluster, scene } = group[0] as StoredClip;
  const at = places.truth ?? places.predicted.find((place) => place !== undefined);
  const video = at === undefined ? undefined : report.videos[at.video];
  const { width, height, fps } = video ?? report.datasets[0] ?? { width: 0, height: 0, fps: 12 };
  const { horizon } = report.protocol;
  const scoresOf = (model: string): Record<string, HorizonValues> | null => {
    const found = group.find((row) => row.model === model)?.scores;
    if (found === undefined) return null;
    return Object.fromEntries(Object.entries(found).filter(([, values]) => values.length === horizon));
  };
  return {
    id: repeated.has(clip) ? `${cluster}/${clip}` : clip,
    scene: scenes.indexOf(scene),
    ...{ width, height, fps },
    scores: report.models.map(({ name }) => scoresOf(name)),
    truth: places.truth !== undefined,
    predicted: places.predicted.map((place) => place !== undefined),
  };
}

/** Lays a report out as the viewer shows it. */
export function indexReport(
  report: StoredReport,
  name: string,
  kind: PredictionIndex['kind'],
): IndexedReport {
  const { horizon, context, starts, bootstrap_draws: draws } = report.protocol;
  const models = report.models.map((model) => model.name);
  const told = unique([...report.rows, ...report.clips].map(({ scene }) => scene)).sort();
  const scenes = [...told.filter((scene) => scene === 'all'), ...told.filter((scene) => scene !== 'all')];
  const groups = groupClips(report.clips);
  const repeated = repeatedOf(groups.map((group) => (group[0] as StoredClip).clip));
  const places = groups.map((group) => placesOf(group, report));
  const size = { models, scenes, horizon };
  const plain = ({ against: _, ...curve }: DifferenceCurve): MeanCurve => curve;
  const index: PredictionIndex = {
    ...{
      name,
      kind,
      unscored: false,
      verdict: report.verdict,
      protocol: { context, horizon, starts, draws },
    },
    notes: report.videos.length === 0 && kind === 'report' ? [NO_FRAMES] : [],
    requirements: report.requirements.map(({ text, found, met }) => ({ text, found, met })),
    models: report.models,
    scenes,
    metrics: unique([
      ...report.rows.map(({ metric }) => metric),
      ...groups.slice(0, 50).flatMap((group) => group.flatMap(({ scores }) => Object.keys(scores))),
    ]),
    rows: curvesOf(report.rows, size).map(plain),
    // Against the reference alone: the first that anything is compared with.
    comparisons: curvesOf(
      report.comparisons.filter(({ against }) => against === report.comparisons[0]?.against),
      size,
    ),
    clips: groups.map((group, i) =>
      shownClip(group, report, { scenes, repeated, places: places[i] as ClipPlaces }),
    ),
  };
  return { index, places };
}
