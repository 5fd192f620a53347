import { createHash } from "node:crypto";
import { type Acquisition, acquisitionKey } from "@phm/domain";

const MAX_READABLE = 64;
const HASH_DIGITS = 32;

/**
 * `acquisitions/<organisation>/<site>/<asset>/<acquisition>-<hash>`: names that people recognise, made of what every file system takes, and a
 * hash of identity and content that makes the key unique, also where a file system does not tell upper from lower case.
 */
export function archiveKey({ ref, id }: Pick<Acquisition, "ref" | "id">, sha256: string): string {
  const hash = createHash("sha256")
    .update(`${acquisitionKey(ref, id)}:${sha256}`)
    .digest("hex")
    .slice(0, HASH_DIGITS);
  return ["acquisitions", ...[ref.organisation, ref.site, ref.asset].map(readable), `${readable(id)}-${hash}`].join("/");
}

function readable(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]/gu, "_").slice(0, MAX_READABLE);
}
