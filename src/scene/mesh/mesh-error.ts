import { ToolkitError } from '../../core/error.ts';

/** The refusal of a mesh file: its name, the rule with what breaks it, what to do. */
export const meshError = (
  source: string,
  rule: string,
  hint = 'Export the mesh again; GLB and binary STL are the simplest.',
): ToolkitError => new ToolkitError('mesh/invalid', `${source}: ${rule}`, hint);
