import { createHash } from "node:crypto";
import { type RulModelDocument, signRulModel } from "@phm/pipeline";

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** A model document as it is written to a file: signed, so that every later change of it shows. */
export function signedModel(document: RulModelDocument): string {
  return `${JSON.stringify(signRulModel(document, sha256), null, 2)}\n`;
}
