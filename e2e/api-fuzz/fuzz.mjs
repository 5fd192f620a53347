// Tries every operation of an OpenAPI document with what it allows and what it forbids, and looks at each answer.
import fc from "fast-check";
import { requestsOf } from "./requests.mjs";

const METHODS = ["get", "post", "put", "delete"];
const TIMEOUT_MS = 5_000;
const MOST_BYTES = 400_000;
/** A stack trace, or a path of the program. */
const INSIDES = /\n\s+at |node_modules|\.(ts|js):\d+:\d+/;
/** The broker or a service is not there: that is said, and is no fault of the answer. */
const UNAVAILABLE = 503;

/**
 * @param url up to the host; @param document as it is served; @param headers who asks
 * @param marks texts of other organisations that must be in no answer
 * @param runs requests of each operation; @param echoes operations that tell what the asker has named, marks too
 * @returns how many were sent, how many were answered with which status, and what was wrong, each kind once an operation
 */
export async function fuzz({ url, document, headers, known, marks, runs, seed, skip = new Set(), echoes = new Set() }) {
  const definitions = document.components?.schemas ?? {};
  const found = new Map();
  const statuses = {};
  let requests = 0;
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = methods[method];
      if (!operation || skip.has(operation.operationId)) continue;
      const made = fc.sample(requestsOf({ path, method, operation, definitions, known }), { numRuns: runs, seed });
      for (const request of made) {
        requests += 1;
        const wrong = await wrongOf(url, request, headers, echoes.has(operation.operationId) ? [] : marks, statuses);
        if (wrong)
          found.set(
            `${operation.operationId}: ${wrong.kind}`,
            `${request.method} ${request.url.slice(0, 160)} ${JSON.stringify(request.body)?.slice(0, 200) ?? ""}: ${wrong.detail}`,
          );
      }
    }
  }
  return { requests, found, statuses };
}

async function wrongOf(url, { method, url: path, body }, headers, marks, statuses) {
  let answer;
  let text = "";
  try {
    answer = await fetch(`${url}${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    text = await answer.text();
  } catch (error) {
    return { kind: "no answer", detail: String(error?.cause ?? error) };
  }
  const { status } = answer;
  statuses[status] = (statuses[status] ?? 0) + 1;
  const told = text.slice(0, 400);
  if (status >= 500 && status !== UNAVAILABLE) return { kind: `status ${status}`, detail: told };
  if (INSIDES.test(text.slice(0, MOST_BYTES)) && !answer.headers.get("content-type")?.startsWith("text/html"))
    return { kind: "shows its insides", detail: told };
  const mark = marks.find((each) => text.includes(each) && !decodeURIComponent(path).includes(each));
  if (mark !== undefined) return { kind: "shows what is another organisation's", detail: `${mark} in ${told}` };
  if (status >= 400 && !isProblem(answer, text)) return { kind: "a failure that is no problem+json", detail: `${status} ${told}` };
  return undefined;
}

function isProblem(answer, text) {
  if (!answer.headers.get("content-type")?.startsWith("application/problem+json")) return false;
  const { status, code, detail } = JSON.parse(text);
  return status === answer.status && typeof code === "string" && typeof detail === "string";
}
