import { ToolkitError } from '../../../core/error.ts';
import type { KeptScore } from '../../evaluation-run.ts';
import { TRUTH } from '../../prediction-source.ts';
import { tableHorizons } from '../../report/score-table.ts';
import { subjectNames } from '../../report/subject-names.ts';
import { resamplingOf } from '../../summarize.ts';
import { verdictHorizon } from '../../verdict-horizon.ts';
import type { EvaluationProtocol } from '../evaluation-protocol.ts';
import { sumUpValues } from '../sum-up-values.ts';
import { pairViews, type View } from './view-pairs.ts';
import { type ViewTracks, viewTracks } from './view-tracks.ts';
import { type ViewRow, viewsMarkdown, viewsSection, viewsSentence } from './views-section.ts';

const NAME = 'views';

/** What one source shows of every moment: by episode and last context frame, a view a camera. */
type Moments = ReadonlyMap<
  string,
  { readonly cluster: string; readonly tracks: ReadonlyMap<string, ViewTracks> }
>;

function momentsOf(scored: readonly KeptScore[], source: string): Moments {
  const moments = new Map<string, { cluster: string; tracks: Map<string, ViewTracks> }>();
  for (const { model, cluster, observed } of scored) {
    const tracks = observed[NAME] as ViewTracks | null | undefined;
    if (model !== source || tracks == null) continue;
    const key = JSON.stringify([cluster, tracks.last]);
    const moment = moments.get(key) ?? { cluster, tracks: new Map() };
    moments.set(key, moment);
    moment.tracks.set(tracks.camera, tracks);
  }
  return moments;
}

/** A source's rows at the horizons that tables show. */
function rowsOf(
  predictions: Moments,
  truths: Moments,
  source: string,
  horizons: readonly number[],
  options: { readonly draws: number; readonly seed: number },
): ViewRow[] {
  const pairs = [...predictions].flatMap(([key, { cluster, tracks }]) => {
    const seen = [...tracks].flatMap(([camera, predicted]): View[] => {
      const truth = truths.get(key)?.tracks.get(camera);
      return truth === undefined ? [] : [{ predicted, truth }];
    });
    return pairViews(seen).map((pair) => ({ cluster, ...pair }));
  });
  return horizons.flatMap((horizon) => {
    const here = pairs.filter((pair) => pair.horizon === horizon);
    const error = sumUpValues(
      here.map(({ cluster, error: value }) => ({ cluster, value })),
      options,
      NAME,
    );
    const shown = here.filter((pair) => !Number.isNaN(pair.error)).length;
    return here.length === 0 ? [] : [{ source, horizon, asked: here.length, shown, error }];
  });
}

/** Do the predictions of an episode's cameras show one scene? */
export const views: EvaluationProtocol = {
  name: NAME,
  check: ({ data }) => {
    const several = data.some(({ clips }) => {
      const cameras = new Map(clips.map(({ episode, camera }) => [episode, camera]));
      return clips.some(({ episode, camera }) => cameras.get(episode) !== camera);
    });
    if (several) return;
    throw new ToolkitError(
      'evaluate/input',
      `--protocol ${NAME} must have a dataset of several cameras, and ${data.map(({ dataset }) => dataset.dir).join(', ')} has one.`,
      'Generate one without --cameras, from a scene that has several.',
    );
  },
  observe: viewTracks,
  conclude: async ({ options, protocol, sources }, scored) => {
    const { draws, seed } = resamplingOf(options);
    const models = sources.map(({ facts }) => facts);
    const subjects = subjectNames(models);
    const at = verdictHorizon(protocol.horizon);
    const horizons = tableHorizons(protocol.horizon);
    const truths = momentsOf(scored, TRUTH);
    const rows = models.flatMap(({ name }) =>
      rowsOf(momentsOf(scored, name), truths, name, horizons, { draws, seed }),
    );
    const sentence = viewsSentence(rows, subjects, at);
    return {
      finding: {
        protocol: NAME,
        sentence,
        cautions: [],
        figures: {
          measure: 'Sampson distance of body centres between two views, px',
          interval: '95 % percentile bootstrap over episodes',
          rows,
        },
      },
      section: viewsSection(rows, models, horizons),
      markdown: viewsMarkdown(sentence, rows, models, horizons),
    };
  },
};
