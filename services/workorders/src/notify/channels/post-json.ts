import { Refused } from "./send-message.js";

/** Answers that say that the request itself is wrong. 408 and 429 only say that it came at the wrong time. */
const isRefusal = (status: number): boolean => status >= 400 && status < 500 && status !== 408 && status !== 429;
const MAX_ANSWER_CHARACTERS = 2_000;

/**
 * Posts a JSON body; redirects are not followed, as the secret was given for this address alone.
 * @returns the start of the answer's text
 * @throws Refused on an answer of 400 to 499 (but 408 and 429), Error on everything else that is not 200 to 299
 */
export async function postJson(url: string, body: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<string> {
  const answer = await fetch(url, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...headers },
    redirect: "manual",
    signal,
  });
  const text = (await answer.text()).slice(0, MAX_ANSWER_CHARACTERS);
  if (answer.ok) return text;
  const message = `answered ${answer.status}`;
  throw isRefusal(answer.status) || (answer.status >= 300 && answer.status < 400) ? new Refused(message) : new Error(message);
}
