/**
 * How fast machines of a class wear and change: `overload_rig` minutes to hours, the way test rigs wear out bearings, `plant` days to
 * weeks. What it means in seconds is the business of state detection.
 */
export const TIME_SCALES = ["overload_rig", "plant"] as const;
export type TimeScale = (typeof TIME_SCALES)[number];
