import { KeyFile } from "@phm/service-kit";

/** One JSON line a key, without its hash. */
export async function listKeys({ file }: { readonly file: string }): Promise<void> {
  const nowMs = Date.now();
  for (const { sha256: _, ...key } of await new KeyFile(file).keysOrNone())
    process.stdout.write(`${JSON.stringify({ ...key, expired: Date.parse(key.expiresAt) <= nowMs })}\n`);
}
