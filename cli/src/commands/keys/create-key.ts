import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { InvalidValue } from "@phm/domain";
import { KeyFile, makeApiKey, type Role, ServiceError } from "@phm/service-kit";

export interface CreateKeyOptions {
  readonly file: string;
  readonly role: Role;
  readonly organisation: string;
  readonly days: string;
  readonly site?: string;
}

const MS_PER_DAY = 86_400_000;
const MAX_DAYS = 3_650;

/** Makes a key and prints its secret, which is kept nowhere. @throws ServiceError already_exists where the id is taken */
export async function createKey(id: string, { file, role, organisation, days, site }: CreateKeyOptions): Promise<void> {
  const store = new KeyFile(file);
  const keys = await store.keysOrNone();
  if (keys.some((key) => key.id === id)) throw new ServiceError("already_exists", `${file} has a key ${id} already`, { field: "id" });
  const { key, secret } = makeApiKey({ id, role, organisation, expiresAt: expiryOf(days), ...(site === undefined ? {} : { site }) });
  await mkdir(dirname(file), { recursive: true });
  await store.write([...keys, key]);
  process.stdout.write(`${secret}\n`);
  process.stderr.write(`Key ${id} (${role} of ${organisation}) is valid until ${key.expiresAt}. It is not shown again.\n`);
}

function expiryOf(days: string): string {
  const count = Number(days);
  if (!(count > 0 && count <= MAX_DAYS)) throw new InvalidValue("days", days, `more than 0 and at most ${MAX_DAYS}`);
  return new Date(Date.now() + count * MS_PER_DAY).toISOString();
}
