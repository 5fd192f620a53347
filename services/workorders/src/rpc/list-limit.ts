/** Items on a page of every list of this service. */
export const LIST_LIMIT = { max: 500, fallback: 100 };

/** Revisions on a page of a history: each is a whole entry, up to some kilobytes. */
export const HISTORY_LIMIT = { max: 100, fallback: 20 };
