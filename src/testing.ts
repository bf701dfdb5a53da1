/**
 * Conformance suites for what users write themselves, in any test runner.
 *
 * @packageDocumentation
 */
export { type CheckEnvironmentOptions, checkEnvironment } from './core/conformance/check-environment.ts';
export type { EnvironmentFinding, EnvironmentRule } from './core/conformance/environment-trial.ts';
