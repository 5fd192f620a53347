import { ApiError } from "./api-error.js";
import { apiKey } from "./api-key.js";

const BASE = "/api/v1";
const TIMEOUT_MS = 15_000;

export interface Answer<T> {
  readonly body: T;
  /** Version of what was read, for `If-Match`; absent where it has none. */
  readonly etag: string | undefined;
}

interface Sent {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly body?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks the API. @throws ApiError for every answer that is none, and when nobody answers */
export async function request<T>(path: string, { method = "GET", body, headers = {} }: Sent = {}): Promise<Answer<T>> {
  const key = apiKey();
  const authorization: Record<string, string> = key ? { Authorization: `Bearer ${key}` } : {};
  const init: RequestInit = { method, headers: { ...authorization, ...headers }, signal: AbortSignal.timeout(TIMEOUT_MS) };
  const response = await fetch(BASE + path, body === undefined ? init : { ...init, body }).catch((error: Error) => {
    throw new ApiError(0, "unreachable", error.message);
  });
  if (!response.ok) throw await problemOf(response);
  return { body: (await response.json()) as T, etag: response.headers.get("ETag") ?? undefined };
}

export async function get<T>(path: string): Promise<T> {
  return (await request<T>(path)).body;
}

/** @param headers `If-Match`, `Idempotency-Key` */
export async function send<T>(method: "POST" | "PUT", path: string, body: object, headers: Readonly<Record<string, string>> = {}) {
  return request<T>(path, { method, body: JSON.stringify(body), headers: { "Content-Type": "application/json", ...headers } });
}

async function problemOf(response: Response): Promise<ApiError> {
  const problem = (await response.json().catch(() => ({}))) as Partial<Record<string, string>>;
  const message = problem.detail ?? problem.title ?? response.statusText;
  return new ApiError(response.status, problem.code ?? "unknown", message, problem.field, problem.value, problem.limit);
}
