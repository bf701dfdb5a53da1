import { ToolkitError } from '../../core/error.ts';

/** The refusal of a URDF: its file, the rule with what breaks it, what to do. */
export const robotError = (source: string, rule: string, hint: string): ToolkitError =>
  new ToolkitError('robot/invalid', `${source}: ${rule}`, hint);
