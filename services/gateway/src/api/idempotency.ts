import { createHash } from "node:crypto";
import { InvalidValue } from "@phm/domain";
import { type Collection, DuplicateKey, ServiceError, type Stored } from "@phm/service-kit";
import type { Request } from "express";
import { principalOf } from "../identity/principal.js";
import type { StoredAnswer } from "./stored-answer.js";

export const IDEMPOTENCY_HEADER = "Idempotency-Key";
export const KEPT_HOURS = 24;
const KEPT_MS = KEPT_HOURS * 3_600_000;
/** No request takes so long: who had begun it is no more, and it may be carried out again. */
const ABANDONED_AFTER_MS = 60_000;
const KEY = /^[\x21-\x7e]{1,255}$/;
const PAGE = 500;

/** Which operations take a key: those that make something by JSON. */
export function isRepeatable({ method, body }: { readonly method: string; readonly body: unknown }): boolean {
  return method === "post" && body !== undefined;
}

/** An answer as it was given. */
export interface EarlierAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** A request that is carried out once, however often it comes. */
export interface OnceOnly {
  /** What came of it before; undefined where it is to be carried out now. @throws ServiceError where it is under way, or the key is another request's */
  begin(): Promise<EarlierAnswer | undefined>;
  /** To be told again for 24 h. */
  keep(answer: EarlierAnswer): Promise<void>;
  /** It failed: it may be tried again under its key. */
  forget(): Promise<void>;
}

/** Answers to requests with an idempotency key (draft-ietf-httpapi-idempotency-key-header), so that who got no answer can ask again. */
export class IdempotencyBook {
  constructor(
    private readonly answers: () => Promise<Collection<StoredAnswer>>,
    private readonly now: () => number = Date.now,
  ) {}

  /** Undefined for a request without a key. @throws InvalidValue for a key that is none */
  of(request: Request): OnceOnly | undefined {
    const key = request.get(IDEMPOTENCY_HEADER);
    if (key === undefined) return undefined;
    if (!KEY.test(key)) throw new InvalidValue(IDEMPOTENCY_HEADER, key, "1 to 255 printable ASCII characters without spaces");
    const { organisation = "", id = "" } = principalOf(request) ?? {};
    const name = digest([organisation, id, key]);
    const fingerprint = digest([request.method, request.originalUrl, request.body ?? null]);
    let held: Stored<StoredAnswer> | undefined;
    return {
      begin: async () => {
        const begun = await this.#begin(name, fingerprint);
        if ("answered" in begun) return begun.answered;
        held = begun.held;
        return undefined;
      },
      keep: async ({ status, body }) => {
        if (!held) return;
        const answered = { status, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
        await (await this.answers()).put(name, { ...held.value, answered }, held.version);
      },
      forget: async () => {
        if (held) await (await this.answers()).delete(name, held.version);
      },
    };
  }

  /** Forgets what was answered longer ago than is promised. */
  async sweep(): Promise<void> {
    const answers = await this.answers();
    for (;;) {
      const { items } = await answers.query({ where: { startedAtMs: { lt: this.now() - KEPT_MS } }, limit: PAGE });
      for (const { id } of items) await answers.delete(id);
      if (items.length < PAGE) return;
    }
  }

  async #begin(name: string, fingerprint: string): Promise<{ readonly held: Stored<StoredAnswer> } | { readonly answered: EarlierAnswer }> {
    const answers = await this.answers();
    const mine = { fingerprint, startedAtMs: this.now() };
    const standing = (await answers.get(name)) ?? (await inserted(answers, name, mine));
    if (standing.value === mine) return { held: standing };
    const { value, version } = standing;
    const isOver = value.startedAtMs < this.now() - (value.answered ? KEPT_MS : ABANDONED_AFTER_MS);
    // Of two that take over what was abandoned, the version lets one pass.
    if (isOver) return { held: await answers.put(name, mine, version) };
    if (value.fingerprint !== fingerprint) {
      const facts = { field: IDEMPOTENCY_HEADER, limit: "a key of its own for every request" };
      throw new ServiceError("invalid_argument", "this idempotency key was used for another request", facts);
    }
    if (!value.answered)
      throw new ServiceError("conflict", "the request with this idempotency key is being carried out", { retryable: true });
    const { status, body } = value.answered;
    return { answered: { status, ...(body === undefined ? {} : { body: JSON.parse(body) as unknown }) } };
  }
}

/** The document that is inserted, or that another request has inserted just before. */
async function inserted(answers: Collection<StoredAnswer>, name: string, mine: StoredAnswer): Promise<Stored<StoredAnswer>> {
  try {
    return { ...(await answers.insert(name, mine)), value: mine };
  } catch (error) {
    const standing = error instanceof DuplicateKey ? await answers.get(name) : undefined;
    if (!standing) throw error;
    return standing;
  }
}

function digest(parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
