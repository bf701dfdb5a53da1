import type { Color, Object3D } from 'three/webgpu';

/** What a body's mesh carries for the materials that all bodies share. */
export type BodyMarks = { readonly color: Color; readonly id: number };

/** What three hands to a uniform that is set anew for every object drawn. */
export type Drawn = { readonly object: Object3D | null };

export const markBody = (object: Object3D, marks: BodyMarks): void => {
  object.userData = marks;
};

export const bodyMarks = ({ object }: Drawn): BodyMarks => object?.userData as BodyMarks;
