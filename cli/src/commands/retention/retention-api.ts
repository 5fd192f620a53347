import { ServiceError } from "@phm/service-kit";
import { apiKeyHeader } from "../../suite/api-key-header.js";

/** What every command on retention has. */
export interface RetentionOptions {
  readonly api: string;
  readonly organisation: string;
  readonly site: string;
  readonly json?: boolean;
}

export interface RetentionRequest {
  readonly query?: Readonly<Record<string, string>>;
  /** Makes it a change: PUT where it has a version, else POST. */
  readonly body?: object;
  /** Version of what was read. */
  readonly version?: number;
}

interface Problem {
  readonly detail?: string;
}

/** Reading the evidence of a page can take a slow disk a while. */
const TIMEOUT_MS = 60_000;

/** Asks the REST API below `/retention`. @throws ServiceError with what the API says is wrong */
export async function askRetention<T>(
  { api, organisation, site }: RetentionOptions,
  path: string,
  { query = {}, body, version }: RetentionRequest = {},
): Promise<T> {
  const parameters = new URLSearchParams({ organisation, site, ...query });
  const url = `${api}/api/v1/retention/${path}?${parameters}`;
  const change = body && { method: version === undefined ? "POST" : "PUT", body: JSON.stringify(body), headers: headersOf(version) };
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), headers: apiKeyHeader(), ...change }).catch(
    (cause: unknown) => {
      throw new ServiceError("unavailable", `nobody answers at ${api}: is the suite running?`, { cause });
    },
  );
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  if (response.status === 401) throw new ServiceError("unauthenticated", `${api} asks for an API key: set PHM_API_KEY`);
  const { detail } = (await response.json().catch(() => ({}))) as Problem;
  throw new ServiceError("failed_precondition", detail ?? `${url} answered ${response.status}`);
}

function headersOf(version: number | undefined): Record<string, string> {
  return {
    "content-type": "application/json",
    ...apiKeyHeader(),
    ...(version === undefined || version === 0 ? {} : { "if-match": `"${version}"` }),
  };
}

/** Every item of a list that comes in pages. */
export async function* everyPage<Page extends { readonly nextCursor?: string }>(
  options: RetentionOptions,
  path: string,
  query: Readonly<Record<string, string>> = {},
): AsyncGenerator<Page> {
  let cursor: string | undefined;
  do {
    const page: Page = await askRetention<Page>(options, path, { query: { ...query, limit: "100", ...(cursor ? { cursor } : {}) } });
    yield page;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
