/**
 * worldwright's core, for Node and browsers alike: scenes, physics, rendering, world-model rollouts
 * and metrics. Nothing here touches a disk; `worldwright/node` does.
 *
 * @packageDocumentation
 */
export type { ArraySpec } from './core/array-spec.ts';
export { batchEnvironments, type EnvironmentBatch } from './core/batch-environments.ts';
export * from './core/camera.ts';
export type { Environment, Info, TimeStep } from './core/environment.ts';
export * from './core/episode.ts';
export * from './core/error.ts';
export * from './core/frame.ts';
export type { Hand } from './core/hand.ts';
export * from './core/joint.ts';
export * from './core/pose.ts';
export type { OnProgress, Progress } from './core/progress.ts';
export type { RecordedCommand, Recording } from './core/recording.ts';
export type { RgbObservation } from './core/rgb-spec.ts';
export { createRng, deriveSeed, type Rng } from './core/rng.ts';
export type { Robot } from './core/robot.ts';
export * from './core/shape.ts';
export { stateHash } from './core/state-hash.ts';
export * from './core/task.ts';
export { VERSION } from './core/version.ts';
export { pearson, ranksOf, spearman } from './metrics/correlation.ts';
export { depthAbsRel } from './metrics/depth-abs-rel.ts';
export { depthSiRmse } from './metrics/depth-si-rmse.ts';
export {
  type CourseRegions,
  type DisplacementDifference,
  displacementDifferences,
} from './metrics/displacement-difference.ts';
export type { EvaluatedClip } from './metrics/evaluated-clip.ts';
export { flowEpe } from './metrics/flow-epe.ts';
export { type FeatureSet, frechetDistance } from './metrics/frechet-distance.ts';
export { fundamentalMatrix, type Mat3, type PosedCamera } from './metrics/fundamental-matrix.ts';
export { bootstrapPValue, holmCorrected } from './metrics/holm.ts';
export { energyDrift } from './metrics/laws/energy-drift.ts';
export { estimateGravity, type Heights, type KnownStart } from './metrics/laws/estimate-gravity.ts';
export { type Blow, estimateRestitution, FIXED } from './metrics/laws/estimate-restitution.ts';
export { fitImpact, type Impact, type ImpactTrack } from './metrics/laws/fit-impact.ts';
export { fitSlowing, type Slowing } from './metrics/laws/fit-slowing.ts';
export { fitSwing, pendulumPeriod, type Swing } from './metrics/laws/fit-swing.ts';
export { momentumDrift } from './metrics/laws/momentum-drift.ts';
export { physicsResidual, type VerifiedBody } from './metrics/laws/physics-residual.ts';
export { type PlacedCamera, pointOnPlane, type WorldPlane } from './metrics/laws/point-on-plane.ts';
export { type BodyTrack, type TrackPoint, trackBodies } from './metrics/laws/track-bodies.ts';
export {
  METRIC_GROUPS,
  METRIC_IDS,
  METRICS,
  type Metric,
  type MetricGroup,
  type MetricId,
} from './metrics/metric-ids.ts';
export { msSsimOfPlanes } from './metrics/ms-ssim.ts';
export { physicsIqMasks } from './metrics/physics-iq-masks.ts';
export { meanPhysicsIq, physicsIqScore, physicsIqTableScore } from './metrics/physics-iq-score.ts';
export { type PhysicsIqScores, physicsIqScores } from './metrics/physics-iq-scores.ts';
export { pooledPsnr } from './metrics/pooled-psnr.ts';
export { makePrototypes, type Prototypes, predictedLabels } from './metrics/prototype-masks.ts';
export { meanMaxRankViolation } from './metrics/rank-violation.ts';
export { type ImagePoint, sampsonDistance, sampsonError } from './metrics/sampson-error.ts';
export { type ClipScores, type PreparedClip, prepareClip, scorePrediction } from './metrics/score-clip.ts';
export { sharpnessRatio } from './metrics/sharpness.ts';
export { wilsonInterval } from './metrics/wilson-interval.ts';
export { createPhysicsWorld, type PhysicsSnapshot, type PhysicsWorld } from './physics/physics-world.ts';
export { loadPhysics } from './physics/rapier.ts';
export { actionSpec } from './physics/robots/robot-controller.ts';
export { type Moment, type Observed, type ObserveOptions, observeEpisode } from './render/observer.ts';
export { createRenderer, type Renderer, type World } from './render/renderer.ts';
export { instanceIds } from './scene/instance-ids.ts';
export { loadScene, parseScene } from './scene/load-scene.ts';
export { formatRecording, parseRecording } from './scene/recording-file.ts';
export { sampleEpisode } from './scene/sample-episode.ts';
export type { Scene } from './scene/scene-schema.ts';
export { heldOutCombinations } from './scene/variation/combination.ts';
export type { Variation } from './scene/variation/varied-draw.ts';
export { varyLook } from './scene/vary-look.ts';
export {
  type CameraEnvironmentOptions,
  type CameraSnapshot,
  createCameraEnvironment,
} from './simulator/camera-environment.ts';
export { namedPolicy, POLICY_NAMES } from './simulator/policies/named-policy.ts';
export type { Policy, PolicyFactory } from './simulator/policies/policy.ts';
export { type SimulatedFrame, type SimulateOptions, simulateEpisode } from './simulator/simulate-episode.ts';
export { createSimulatorEnvironment, type SimulatorSnapshot } from './simulator/simulator-environment.ts';
export { type Rollout, rollout, rolloutWithHeads } from './world-model/rollout.ts';
export type { WorldModel } from './world-model/world-model.ts';
export {
  createWorldModelEnvironment,
  type DreamSnapshot,
  type DreamStart,
  type WorldModelEnvironmentOptions,
} from './world-model/world-model-environment.ts';
