import { type BlobReference, type BlobShelf, type BlobStore, type Collection, eachDocument } from "@phm/service-kit";
import { documentKey } from "./model-artefacts.js";
import type { StoredModel } from "./stored-model.js";

/** The documents of models as verification sees them. */
export function modelShelf(blobs: BlobStore, models: Collection<StoredModel>): BlobShelf {
  return { name: "models", blobs, references: () => references(models) };
}

async function* references(models: Collection<StoredModel>): AsyncGenerator<BlobReference> {
  for await (const { id, value } of eachDocument(models)) yield { key: documentKey(value.digest), namedBy: id };
}
