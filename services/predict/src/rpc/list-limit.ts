/** Items on a page of the lists of alarms and of their transitions. */
export const LIST_LIMIT = { max: 500, fallback: 100 };
