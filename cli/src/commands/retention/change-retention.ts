import { readFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { InvalidValue } from "@phm/domain";
import { askRetention, type RetentionOptions } from "./retention-api.js";

interface HoldOptions extends RetentionOptions {
  readonly asset: string;
  readonly actor?: string;
}

/** The site's policy as JSON, which `set-policy` takes again. */
export async function showPolicy(options: RetentionOptions): Promise<void> {
  process.stdout.write(`${JSON.stringify(await askRetention(options, "policy"), null, 2)}\n`);
}

/** Puts a policy that rests on the version in the file. */
export async function setPolicy(file: string, options: RetentionOptions & { readonly actor?: string }): Promise<void> {
  const policy = await readPolicy(file);
  const { version, ...body } = policy;
  if (!Number.isInteger(version)) throw new InvalidValue("version", version, "the version that was read, 0 where the site has none");
  const put = { body: { ...body, actor: actorOf(options) }, version: version as number };
  const { version: now } = await askRetention<{ version: number }>(options, "policy", put);
  process.stdout.write(`${options.organisation}/${options.site}: policy version ${now}\n`);
}

/** Keeps an acquisition until it is released. */
export async function holdAcquisition(acquisition: string, options: HoldOptions & { readonly reason: string }): Promise<void> {
  const { asset, reason } = options;
  await askRetention(options, "holds", { body: { asset, acquisition, reason, actor: actorOf(options) } });
  process.stdout.write(`${asset} ${acquisition}: held\n`);
}

export async function releaseAcquisition(acquisition: string, options: HoldOptions): Promise<void> {
  const { asset } = options;
  await askRetention(options, "holds/release", { body: { asset, acquisition, actor: actorOf(options) } });
  process.stdout.write(`${asset} ${acquisition}: released\n`);
}

async function readPolicy(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new InvalidValue("FILE", `${file}: ${(cause as Error).message}`, "a file that can be read");
  });
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (cause) {
    throw new InvalidValue("FILE", (cause as Error).message, "JSON as `phm retention policy` writes it");
  }
}

function actorOf({ actor }: { readonly actor?: string }): string {
  return actor ?? userInfo().username;
}
