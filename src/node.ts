/**
 * worldwright in Node: everything of `worldwright`, and what needs a disk, processes or a headless GPU.
 *
 * @packageDocumentation
 */

export type { CameraFacts, EpisodeFacts, EpisodeSteps, FrameBoxes } from './core/recorded-episode.ts';
export { cameraPose } from './dataset/camera-facts.ts';
export { captionClip } from './dataset/caption/caption-clip.ts';
export {
  type CaptionRequest,
  type CaptionWindow,
  captionRequest,
} from './dataset/caption/caption-request.ts';
export { type Captions, type VideoCaptionJson, withVideo } from './dataset/caption/captions.ts';
export { type CaptionFault, checkCaptions, checkText } from './dataset/caption/check/check-captions.ts';
export { httpCaptioner } from './dataset/caption/http-captioner.ts';
export {
  type ClipToCaption,
  captionByOwn,
  type OwnCaption,
  type OwnCaptioner,
} from './dataset/caption/own-captioner.ts';
export type { ClipNumbers } from './dataset/curate/clip-numbers.ts';
export { type CurateOptions, curateDatasets } from './dataset/curate/curate-datasets.ts';
export type { CuratedClip, Curation, Reason, Removal } from './dataset/curate/curation.ts';
export { type CurationRules, RULE_DEFAULTS } from './dataset/curate/curation-rules.ts';
export type { CurateWatch } from './dataset/curate/measure-clips.ts';
export { readCuration } from './dataset/curate/read-curation.ts';
export {
  type ExportOptions,
  type ExportResult,
  exportDataset,
} from './dataset/export/export-dataset.ts';
export type { ExportReport, Refusal } from './dataset/export/export-format.ts';
export {
  type GeneratedDataset,
  type GenerateOptions,
  type GenerateTimings,
  generateDataset,
} from './dataset/generate.ts';
export {
  type Dataset,
  type DatasetEpisode,
  type DiscardedEpisode,
  openDataset,
} from './dataset/open-dataset.ts';
export type { OutcomeMix } from './dataset/outcome-mix.ts';
export type { Counterfactuals, MadeBy, Plan, PlannedPolicy, PlannedScene } from './dataset/plan.ts';
export { type Points, readPoints, writePoints } from './dataset/points.ts';
export type { WindowChoice } from './dataset/read/list-windows.ts';
export {
  openReader,
  type Reader,
  type ReaderOptions,
  type ShuffleOptions,
} from './dataset/read/open-reader.ts';
export type { ReadWindow } from './dataset/read/read-window.ts';
export {
  readCameras,
  readEpisodeFacts,
  readEvents,
  readSensor,
  readSteps,
} from './dataset/read-episode.ts';
export { readBoxes, readFrames, readModality } from './dataset/read-frames.ts';
export { readRecordingFile } from './dataset/read-recording-file.ts';
export { readSceneFile, shippedScenes } from './dataset/read-scene-file.ts';
export { type Repaired, type RepairOptions, repairDataset } from './dataset/repair.ts';
export { parseQueueAddress, type QueueAddress } from './dataset/runner/queue/queue-address.ts';
export { type Worked, type WorkQueueOptions, workQueue } from './dataset/runner/queue/work-queue.ts';
export { drawDatasetSheet, drawEpisodeSheet } from './dataset/sheet/draw-sheet.ts';
export { type Verified, verifyDataset } from './dataset/verify.ts';
export type { DatasetProblem } from './dataset/verify-episode.ts';
export { type RenderCheck, verifyRender } from './dataset/verify-render.ts';
export type { DriverKind } from './device/driver-kind.ts';
export { type Driver, openDriver } from './device/driver-node.ts';
export { type CompareOptions, compareReports } from './evaluate/compare/compare-reports.ts';
export type { Pair, Ranking } from './evaluate/compare/rank-models.ts';
export { type EvaluateOptions, evaluateDatasets } from './evaluate/evaluate-datasets.ts';
export { type PredictOptions, type PredictResult, predictDataset } from './evaluate/predict.ts';
export * from './index.ts';
export type { CardEvaluation, CardRow } from './train/model-card.ts';
export { type PackOptions, packDatasets } from './train/pack/pack-datasets.ts';
export type { PackClip, PackIndex } from './train/pack/pack-index.ts';
export { makeSchedule, type Schedule, type SchedulePhase } from './train/schedule.ts';
export { trainModel } from './train/train-model.ts';
export type { TrainOptions, TrainResult, TrainWatch } from './train/train-options.ts';
export { writeModelCard } from './train/write-card.ts';
export { type LoadWorldModelOptions, loadWorldModel } from './world-model/load-world-model-node.ts';
