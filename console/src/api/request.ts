import { ApiError } from "./api-error.js";
import { ask, type Sent } from "./ask.js";
import { forgeryHeader, refreshForgeryToken } from "./session.js";

const NO_CONTENT = 204;

export interface Answer<T> {
  readonly body: T;
  /** Version of what was read, for `If-Match`; absent where it has none. */
  readonly etag: string | undefined;
}

/** Asks the API. @throws ApiError for every answer that is none, and when nobody answers */
export async function request<T>(path: string, sent: Sent = {}): Promise<Answer<T>> {
  const response = (sent.method ?? "GET") === "GET" ? await ask(path, sent) : await write(path, sent);
  return {
    body: (response.status === NO_CONTENT ? undefined : await response.json()) as T,
    etag: response.headers.get("ETag") ?? undefined,
  };
}

async function write(path: string, sent: Sent): Promise<Response> {
  const attempt = async () => ask(path, { ...sent, headers: { ...sent.headers, ...(await forgeryHeader()) } });
  try {
    return await attempt();
  } catch (error) {
    // A write that was refused has had no effect, so it may be sent again.
    if (error instanceof ApiError && error.status === 403 && (await refreshForgeryToken())) return attempt();
    throw error;
  }
}

export async function get<T>(path: string): Promise<T> {
  return (await request<T>(path)).body;
}

/** @param headers `If-Match`, `Idempotency-Key` */
export async function send<T>(method: "POST" | "PUT", path: string, body: object, headers: Readonly<Record<string, string>> = {}) {
  return request<T>(path, { method, body: JSON.stringify(body), headers: { "Content-Type": "application/json", ...headers } });
}
