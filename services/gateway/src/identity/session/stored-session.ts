import type { CollectionSpec, Role } from "@phm/service-kit";

/** What is kept of a session, under the SHA-256 of its secret; the secret itself is with the browser alone. */
export type StoredSession = {
  readonly principal: string;
  readonly organisation: string;
  readonly role: Role;
  /** Where it began with an API key: the key's hash, so that it ends with the key. */
  readonly keySha256?: string;
  /** Milliseconds since 1970: the latest request, to a minute. */
  readonly seenAtMs: number;
  /** However much it is used, it ends then. */
  readonly endsAtMs: number;
};

export const SESSION_COLLECTION: CollectionSpec = {
  name: "sessions",
  indexes: [
    { name: "by_end", fields: ["endsAtMs"] },
    { name: "by_principal", fields: ["organisation", "principal"] },
  ],
};
