/** Why an episode cannot be made although its plan is right; it costs that episode and not the run. */
export class Discarded extends Error {}
