import { ApiError } from "./api-error.js";

const BASE = "/api/v1";
const TIMEOUT_MS = 15_000;

export interface Sent {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly body?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
  /** How long an answer is waited for; 15 s unless said. */
  readonly timeoutMs?: number;
}

/** One request, as it is. Who asks is in the session's cookie, which no script sees. @throws ApiError for every answer that is none, and when nobody answers */
export async function ask(path: string, { method = "GET", body, headers = {}, timeoutMs = TIMEOUT_MS }: Sent = {}): Promise<Response> {
  const init: RequestInit = { method, headers, credentials: "same-origin", signal: AbortSignal.timeout(timeoutMs) };
  const response = await fetch(BASE + path, body === undefined ? init : { ...init, body }).catch((error: Error) => {
    throw new ApiError(0, "unreachable", error.message);
  });
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function problemOf(response: Response): Promise<ApiError> {
  const problem = (await response.json().catch(() => ({}))) as Partial<Record<string, string>>;
  const message = problem.detail ?? problem.title ?? response.statusText;
  return new ApiError(response.status, problem.code ?? "unknown", message, problem.field, problem.value, problem.limit);
}
