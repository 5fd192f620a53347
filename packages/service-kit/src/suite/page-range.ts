import { pageLimit } from "./page-limit.js";

/** The page part of a list request, as the contract writes it: 0 and the empty text mean "not given". */
export interface PageRequest {
  readonly limit: number;
  readonly cursor: string;
}

export interface PageSlice {
  readonly limit: number;
  readonly cursor?: string;
}

/** The range part of a query request: 0 means open. */
export interface RangeRequest extends PageRequest {
  readonly fromNs: bigint;
  readonly toNs: bigint;
}

export interface PageRange extends PageSlice {
  readonly fromNs?: bigint;
  readonly toNs?: bigint;
}

export interface PageBounds {
  readonly max: number;
  readonly fallback: number;
}

/** Reads the page of a list request. @throws ServiceError invalid_argument when the limit is out of bounds. */
export function page({ limit, cursor }: PageRequest, bounds: PageBounds): PageSlice {
  return { limit: pageLimit(limit, bounds), ...(cursor ? { cursor } : {}) };
}

/** Reads the range of a query request. @throws ServiceError invalid_argument when the limit is out of bounds. */
export function pageRange(request: RangeRequest, bounds: PageBounds): PageRange {
  const { fromNs, toNs } = request;
  return { ...page(request, bounds), ...(fromNs > 0n ? { fromNs } : {}), ...(toNs > 0n ? { toNs } : {}) };
}
