import { atPath, type JsonPart } from "@phm/advisory";
import type { EnterpriseSystem } from "@phm/domain";
import { Refused } from "../notify/channels/send-message.js";
import type { OutgoingAnswer, OutgoingFetch } from "../outgoing/outgoing-fetch.js";
import { NotNow } from "./not-now.js";

/** What is sent, and what identifies it: they may have had it before. */
export interface OutgoingOrder {
  readonly key: string;
  readonly body: JsonPart;
}

export interface Changes {
  readonly events: readonly JsonPart[];
  readonly cursor: string;
}

const TIMEOUT_MS = 15_000;
const TOO_MANY_REQUESTS = 429;

/** Another system over plain REST: orders are posted, changes asked for. Redirects are not followed: the token is for this address alone. */
export class RestSystem {
  /**
   * @param variables environment variables, of which the system's token is one
   * @param ask reaches its address
   * @param signal aborted when nobody waits for an answer any more
   */
  constructor(
    private readonly system: EnterpriseSystem,
    private readonly variables: Readonly<Record<string, string | undefined>>,
    private readonly ask: OutgoingFetch,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Hands an order over. The same key again must not make a second one there.
   * @returns their number of it, where the answer has it
   * @throws Refused where the order itself is at fault, Error where it may be taken later
   */
  async send({ key, body }: OutgoingOrder): Promise<string | undefined> {
    const answer = await this.#ask("POST", this.system.ordersPath ?? "", { "idempotency-key": key }, JSON.stringify(body));
    const number = atPath(answer, this.system.numberPath);
    return typeof number === "string" || typeof number === "number" ? String(number) : undefined;
  }

  /** What has changed there since a cursor; an empty one means everything. @throws Refused; Error */
  async changesSince(cursor: string): Promise<Changes> {
    const { changesPath = "", changesListPath, cursorPath } = this.system;
    const answer = await this.#ask("GET", changesPath.replace("{cursor}", encodeURIComponent(cursor)));
    const events = atPath(answer, changesListPath);
    if (!Array.isArray(events)) throw new Error(`the answer has no list at ${changesListPath}`);
    const next = atPath(answer, cursorPath);
    return { events, cursor: typeof next === "string" || typeof next === "number" ? String(next) : cursor };
  }

  async #ask(method: "GET" | "POST", path: string, headers: Readonly<Record<string, string>> = {}, body?: string): Promise<JsonPart> {
    const { url, tokenVariable } = this.system;
    const token = tokenVariable === undefined ? undefined : this.variables[tokenVariable];
    if (tokenVariable !== undefined && token === undefined) throw new Error(`the environment variable ${tokenVariable} is not set`);
    const answer = await this.ask(`${url.replace(/\/$/, "")}${path}`, {
      method,
      headers: {
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...authorized(token),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.any([this.signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    return parsed(answer);
  }
}

function authorized(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: token };
}

/** An answer of 400 to 499 says that the request is at fault, but for those that say "later". */
function parsed({ status, ok, headers, text }: OutgoingAnswer): JsonPart {
  if (ok) {
    try {
      return text === "" ? null : (JSON.parse(text) as JsonPart);
    } catch {
      throw new Error(`answered ${status} with what is no JSON`);
    }
  }
  const message = `answered ${status}`;
  const isLater = status === 401 || status === 403 || status === 408 || status === TOO_MANY_REQUESTS || status >= 500;
  throw isLater ? new NotNow(message, headers.get("retry-after")) : new Refused(message);
}
