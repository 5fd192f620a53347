import { InvalidValue } from "@phm/domain";
import { canonicalJson } from "./canonical-json.js";
import type { RulModelDocument } from "./rul-model-document.js";

/** SHA-256 of a text in UTF-8, 64 hexadecimal digits. Passed in, as this package has no kernel of its own for it. */
export type Sha256 = (text: string) => string;

const PREFIX = "sha256:";

/** What a document says, as one number: the hash of its canonical JSON without the signature. */
export function modelDigest({ signature: _, ...content }: RulModelDocument, sha256: Sha256): string {
  return sha256(canonicalJson(content));
}

/** The document with its signature, which shows every later change. It says nothing of who made the document. */
export function signRulModel(document: RulModelDocument, sha256: Sha256): RulModelDocument {
  return { ...document, signature: `${PREFIX}${modelDigest(document, sha256)}` };
}

/**
 * The digest of a document, held against its signature where it has one (documents of before have none).
 * @throws InvalidValue when the signature is not that of the content: the document was damaged or changed
 */
export function checkedModelDigest(document: RulModelDocument, sha256: Sha256): string {
  const digest = modelDigest(document, sha256);
  const { signature } = document;
  if (signature !== undefined && signature !== `${PREFIX}${digest}`) {
    throw new InvalidValue(
      "signature",
      signature,
      `${PREFIX}${digest}, the hash of the content: it was changed or damaged`,
      "damaged_model",
    );
  }
  return digest;
}
