/** The stated speed is in error by at most so much. */
export const STATED_SPEED_TOLERANCE = 0.08;
/** A speed that is read so near the stated one is the stated one. */
export const SAME_SPEED_RATIO = 0.006;
