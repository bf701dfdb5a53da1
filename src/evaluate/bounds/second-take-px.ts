/** How far a body is set aside at most in a second take, as any of the cameras sees it, pixels. */
export const SECOND_TAKE_PX = 0.5;
