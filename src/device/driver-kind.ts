/** The kinds of GPU driver that can draw, best first. */
export type DriverKind = 'hardware' | 'lavapipe' | 'swiftshader';

export const DRIVER_KINDS: readonly DriverKind[] = ['hardware', 'lavapipe', 'swiftshader'];
