import { createHash } from "node:crypto";
import { InvalidValue } from "@phm/domain";
import { BUILT_IN_MODELS, openServedModel } from "@phm/pipeline";
import {
  canonicalJson,
  checkedModelDigest,
  modelDigest,
  type RulModelDocument,
  readRulModelDocument,
  type ServedModel,
  signRulModel,
} from "@phm/prognostics";
import { type BlobStore, ServiceError } from "@phm/service-kit";

/** One encoded document: a forest of sixty trees has half a megabyte. */
export const MAX_DOCUMENT_BYTES = 4 * 1024 * 1024;
/** Opened models that are kept: what is served, and what was served a while ago and may come back. */
const MAX_OPEN = 32;

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** Hash of the built-in model. */
export const BUILT_IN_DIGEST = modelDigest(BUILT_IN_MODELS.champion.document, sha256);

/** A document that was checked, with its hash. */
export interface CheckedModel {
  readonly digest: string;
  readonly served: ServedModel;
}

/**
 * Opens what somebody sent or what lies in the store.
 * @throws InvalidValue naming what is wrong: no JSON, damaged, foreign, without a card, of a kind that this program does not open
 */
export function checkDocument(content: Uint8Array): CheckedModel {
  if (content.byteLength > MAX_DOCUMENT_BYTES) {
    throw new InvalidValue("document", `${content.byteLength} bytes`, `at most ${MAX_DOCUMENT_BYTES} bytes`, "too_large");
  }
  const document = readRulModelDocument(parsed(content));
  const digest = checkedModelDigest(document, sha256);
  try {
    return { digest, served: openServedModel(document) };
  } catch (error) {
    if (error instanceof InvalidValue) throw error;
    // Only its opener knows what a kind needs; a fit that it stumbles over is not of that kind.
    throw new InvalidValue("fitted", document.fitted.kind, `what ${document.fitted.kind} is made of`, "foreign_model");
  }
}

function parsed(content: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(content));
  } catch (error) {
    throw new InvalidValue("document", (error as Error).message.slice(0, 200), "JSON in UTF-8", "bad_json");
  }
}

/** The documents of models by their hash, checked whenever they are read: content that does not give its hash is never served. */
export class ModelArtefacts {
  private readonly open = new Map<string, ServedModel>([[BUILT_IN_DIGEST, BUILT_IN_MODELS.champion]]);

  constructor(private readonly blobs: BlobStore) {}

  /** Keeps a checked document, signed. The same one again changes nothing. */
  async keep({ digest, served }: CheckedModel): Promise<void> {
    await this.blobs.put(documentKey(digest), encoded(served.document));
    this.remember(digest, served);
  }

  /** @throws ServiceError internal with reason data_loss when it is gone or is not what was kept */
  async served(digest: string): Promise<ServedModel> {
    const known = this.open.get(digest);
    if (known) return known;
    const content = await this.blobs.get(documentKey(digest));
    if (!content) throw lost(digest, "is gone");
    const checked = checkDocument(content);
    if (checked.digest !== digest) throw lost(digest, `has the hash ${checked.digest}`);
    this.remember(digest, checked.served);
    return checked.served;
  }

  /** The signed document, as it can be registered elsewhere. */
  async document(digest: string): Promise<Uint8Array> {
    return encoded((await this.served(digest)).document);
  }

  private remember(digest: string, served: ServedModel): void {
    this.open.set(digest, served);
    const oldest = [...this.open.keys()].find((key) => key !== BUILT_IN_DIGEST);
    if (this.open.size > MAX_OPEN && oldest !== undefined) this.open.delete(oldest);
  }
}

/** Canonical, so that the same content always is the same blob. */
function encoded(document: RulModelDocument): Uint8Array {
  return new TextEncoder().encode(canonicalJson(signRulModel(document, sha256)));
}

/** Key of a document in the blob store. */
export function documentKey(digest: string): string {
  return `documents/${digest}`;
}

function lost(digest: string, what: string): ServiceError {
  return new ServiceError("internal", `the model document ${digest} ${what}`, { reason: "data_loss", retryable: false });
}
