import { cssColor, idColor } from '../../../core/paint/palette.ts';

/** The colour in which the views of ids show a body that moves. */
export const bodyColor = (id: number): string => cssColor(idColor(id, false));
