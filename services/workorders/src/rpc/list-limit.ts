/** Items on a page of every list of this service. */
export const LIST_LIMIT = { max: 500, fallback: 100 };
