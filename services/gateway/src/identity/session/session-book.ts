import { createHash, randomBytes } from "node:crypto";
import { type Collection, type KeyFile, ServiceError, type Stored, VersionConflict } from "@phm/service-kit";
import type { Principal } from "../principal.js";
import type { StoredSession } from "./stored-session.js";

/** A session ends after this, however much it is used. */
export const SESSION_LASTS_MS = 8 * 3_600_000;
/** A session that nobody uses for this long ends. */
export const SESSION_IDLE_MS = 30 * 60_000;
/** Use is noted no more often than this, so that reading a page is not a write for each of its parts. */
const NOTED_EVERY_MS = 60_000;
const SECRET_BYTES = 32;
const SWEPT_AT_ONCE = 100;

/** Somebody asks for something, or a page that was left open goes on listening. */
export type SessionUse = "asks" | "listens";

/** Where sessions are kept; opened with the first of them. */
export type SessionStore = () => Promise<Collection<StoredSession>>;

/** What a person signs in with: who they are, and the key that they have shown, if it was one. */
export interface SignIn {
  readonly principal: Principal;
  readonly keySha256?: string;
}

export interface OpenedSession {
  readonly secret: string;
  readonly endsAtMs: number;
}

/** Sessions of people at a browser: short, ended by signing out, by idling, by their length, and with the key that they began with. */
export class SessionBook {
  constructor(
    private readonly sessions: SessionStore,
    private readonly keys?: KeyFile,
  ) {}

  /** @throws ServiceError permission_denied for a device or service, which has no browser */
  async open({ principal, keySha256 }: SignIn, nowMs: number): Promise<OpenedSession> {
    if (principal.role === "device" || principal.role === "service")
      throw new ServiceError("permission_denied", `a ${principal.role} has no sessions`);
    await this.#sweep(nowMs);
    const secret = randomBytes(SECRET_BYTES).toString("base64url");
    const endsAtMs = Math.min(nowMs + SESSION_LASTS_MS, keySha256 === undefined ? Number.POSITIVE_INFINITY : (principal.expiresAtMs ?? 0));
    const { id, organisation, role } = principal;
    const began = keySha256 === undefined ? {} : { keySha256 };
    await (await this.sessions()).insert(hashOf(secret), { principal: id, organisation, role, seenAtMs: nowMs, endsAtMs, ...began });
    return { secret, endsAtMs };
  }

  /** Who has the session, while it lasts. @param use whether that keeps it from idling: a page that only listens does not */
  async principalOf(secret: string, nowMs: number, use: SessionUse = "asks"): Promise<Principal | undefined> {
    const stored = await (await this.sessions()).get(hashOf(secret));
    if (!stored || !(await this.#stands(stored.value, nowMs))) return undefined;
    if (use === "asks") await this.#note(stored, nowMs);
    const { principal: id, organisation, role, endsAtMs } = stored.value;
    return { id, organisation, role, expiresAtMs: endsAtMs };
  }

  /** Signing out; a session that is over is harmless. */
  async close(secret: string): Promise<void> {
    await (await this.sessions()).delete(hashOf(secret));
  }

  async #stands({ seenAtMs, endsAtMs, keySha256 }: StoredSession, nowMs: number): Promise<boolean> {
    if (nowMs >= endsAtMs || nowMs - seenAtMs >= SESSION_IDLE_MS) return false;
    if (keySha256 === undefined) return true;
    return (await this.keys?.keys())?.some(({ sha256 }) => sha256 === keySha256) ?? false;
  }

  async #note({ id, version, value }: Stored<StoredSession>, nowMs: number): Promise<void> {
    if (nowMs - value.seenAtMs < NOTED_EVERY_MS) return;
    await (await this.sessions()).put(id, { ...value, seenAtMs: nowMs }, version).catch((error: unknown) => {
      // Another request of the same person has noted it, or they have just signed out.
      if (!(error instanceof VersionConflict)) throw error;
    });
  }

  async #sweep(nowMs: number): Promise<void> {
    const sessions = await this.sessions();
    const { items } = await sessions.query({ where: { endsAtMs: { lte: nowMs } }, limit: SWEPT_AT_ONCE });
    for (const { id } of items) await sessions.delete(id);
  }
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
