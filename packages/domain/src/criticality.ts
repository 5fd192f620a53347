/** What it costs when the machine stops unplanned, as its owner sees it: `low` has a standby, `high` stops the plant or endangers people. */
export const CRITICALITIES = ["low", "medium", "high"] as const;
export type Criticality = (typeof CRITICALITIES)[number];
