import { join } from "node:path";
import { DEFAULT_ORGANISATION } from "@phm/domain";
import { type ApiKey, KeyFile, makeApiKey, type Role } from "@phm/service-kit";

/** The keys of whoever has started the suite, and of its services among each other, for as long as it runs: others with each start. */
const LOCAL_ID = "local";
const SERVICE_ID = "local-services";
const ADMIN_ID = "admin";
const DAY_MS = 86_400_000;
const LOCAL_DAYS = 30;
const ADMIN_DAYS = 365;

/** Where a suite that is started on this machine has its keys, in the data folder. */
export function localKeyFile(dataFolder: string): string {
  return join(dataFolder, "api-keys.json");
}

/**
 * The keys of a suite on this machine, for its first start and each later one. No password is set beforehand: the first start makes a key
 * for the administrator, and each start one for itself, which is gone when it stops.
 */
export class LocalKeys {
  /** Opens the API for this run of the suite. */
  readonly secret: string;
  /** What the suite's services show each other where gRPC asks for keys. */
  readonly serviceSecret: string;
  readonly #own: readonly ApiKey[];
  readonly #file: KeyFile;

  constructor(
    readonly path: string,
    private readonly nowMs: () => number = Date.now,
  ) {
    const local = newKey(LOCAL_ID, "admin", LOCAL_DAYS, nowMs());
    const service = newKey(SERVICE_ID, "service", LOCAL_DAYS, nowMs());
    this.#file = new KeyFile(path);
    this.#own = [local.key, service.key];
    this.secret = local.secret;
    this.serviceSecret = service.secret;
  }

  /** Before the gateway starts; the data folder is this suite's alone. */
  async open(): Promise<void> {
    await this.#file.write([...(await this.#others()), ...this.#own]);
  }

  /**
   * When the suite serves: an administrator's key, where nobody has been given one yet. It is kept as a hash, so this is the one moment to
   * show it. @returns its secret, or undefined where there was a key already
   */
  async firstAdmin(): Promise<string | undefined> {
    const others = await this.#others();
    if (others.length > 0) return undefined;
    const { key, secret } = newKey(ADMIN_ID, "admin", ADMIN_DAYS, this.nowMs());
    await this.#file.write([...this.#own, key]);
    return secret;
  }

  async close(): Promise<void> {
    await this.#file.write(await this.#others());
  }

  async #others(): Promise<readonly ApiKey[]> {
    return (await this.#file.keysOrNone()).filter(({ id }) => id !== LOCAL_ID && id !== SERVICE_ID);
  }
}

function newKey(id: string, role: Role, days: number, nowMs: number) {
  return makeApiKey({ id, role, organisation: DEFAULT_ORGANISATION, expiresAt: new Date(nowMs + days * DAY_MS).toISOString() });
}
