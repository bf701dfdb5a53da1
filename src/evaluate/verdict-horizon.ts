/** The horizon that a verdict speaks of, in frames ahead, where the evaluation reaches it. */
const VERDICT_HORIZON = 8;

/** The horizon at which a report of that length sums up. */
export const verdictHorizon = (horizon: number): number => Math.min(VERDICT_HORIZON, horizon);
