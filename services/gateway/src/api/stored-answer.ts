import type { CollectionSpec } from "@phm/service-kit";

/** What came of a request with an idempotency key, under the SHA-256 of who asked and the key. */
export type StoredAnswer = {
  /** SHA-256 of what was asked: another request with the same key is a mistake. */
  readonly fingerprint: string;
  readonly startedAtMs: number;
  /** Absent while it is carried out. */
  readonly answered?: { readonly status: number; readonly body?: string };
};

export const ANSWER_COLLECTION: CollectionSpec = {
  name: "idempotent_answers",
  indexes: [{ name: "by_start", fields: ["startedAtMs"] }],
};
