/** What can be drawn over a view, in the order in which it is offered. */
export const OVERLAY_NAMES = ['trails', 'velocities', 'contacts', 'joints', 'lidar'] as const;
export type OverlayName = (typeof OVERLAY_NAMES)[number];

/** Reads `trails,contacts`; what does not exist is left out. */
export const parseOverlays = (text: string | undefined): readonly OverlayName[] =>
  OVERLAY_NAMES.filter((name) => (text ?? '').split(',').includes(name));
