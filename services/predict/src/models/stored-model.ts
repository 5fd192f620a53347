import type { ModelScope } from "@phm/contracts";
import type { ModelCard, ModelEvent, ModelLine } from "@phm/prognostics";
import type { CollectionSpec } from "@phm/service-kit";

/** A model as it was registered: never changed. The document itself is a blob. Times are stored times. */
export type StoredModel = ModelScope & {
  readonly model: string;
  /** Of the document, see `modelDigest`; names the blob. */
  readonly digest: string;
  readonly kind: string;
  readonly inputs: readonly string[];
  readonly card: ModelCard;
  readonly registeredBy: string;
  readonly reason: string;
  readonly registeredNs: string;
};

export const MODEL_COLLECTION: CollectionSpec = {
  name: "models",
  indexes: [{ name: "by_scope", fields: ["organisation", "site", "timeScale", "model"], unique: true }],
};

/** Who is champion and who challenger in a scope, with the changes that are not in the history yet: one document, so one write. */
export type StoredLine = ModelScope & {
  readonly line: ModelLine;
  readonly pending: readonly ModelEvent[];
};

export const LINE_COLLECTION: CollectionSpec = {
  name: "model_lines",
  indexes: [{ name: "by_scope", fields: ["organisation", "site", "timeScale"], unique: true }],
};
