import { ForbiddenTarget, type OutgoingFetch } from "../../outgoing/outgoing-fetch.js";
import { Refused } from "./send-message.js";

/** Answers that say that the request itself is wrong. 408 and 429 only say that it came at the wrong time. */
const isRefusal = (status: number): boolean => status >= 400 && status < 500 && status !== 408 && status !== 429;
const MAX_ANSWER_CHARACTERS = 2_000;

/**
 * Posts a JSON body; redirects are not followed, as the secret was given for this address alone.
 * @returns the start of the answer's text
 * @throws Refused on an answer of 400 to 499 (but 408 and 429) and for a target that may not be asked, Error on everything else that is not
 *   200 to 299
 */
export type PostJson = (url: string, body: string, headers: Readonly<Record<string, string>>, signal: AbortSignal) => Promise<string>;

export function postJson(ask: OutgoingFetch): PostJson {
  return async (url, body, headers, signal) => {
    const { ok, status, text } = await ask(url, {
      method: "POST",
      body,
      headers: { "content-type": "application/json", ...headers },
      signal,
    }).catch((error: unknown) => {
      throw error instanceof ForbiddenTarget ? new Refused(error.message) : error;
    });
    if (ok) return text.slice(0, MAX_ANSWER_CHARACTERS);
    const message = `answered ${status}`;
    throw isRefusal(status) || (status >= 300 && status < 400) ? new Refused(message) : new Error(message);
  };
}
