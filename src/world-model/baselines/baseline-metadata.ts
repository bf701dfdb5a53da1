/** The `metadata_props` by which a baseline says that it keeps the contract `wm/1`. */
export const baselineMetadata = (about: {
  readonly name: string;
  readonly context: number;
}): Record<string, string> => ({
  'wm.contract': '1',
  'wm.role': 'world_model',
  'wm.name': about.name,
  'wm.version': '1',
  'wm.license': 'MIT',
  'wm.context': String(about.context),
  'wm.chunk': '1',
  'wm.frames.range': '0..1',
  'wm.frames.layout': 'BTCHW',
});
