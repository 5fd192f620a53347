import { type LookupAddress, lookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Agent, fetch } from "undici";
import type { AllowedTargets } from "./allowed-targets.js";

export interface OutgoingRequest {
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

export interface OutgoingAnswer {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: { get(name: string): string | null };
  readonly text: string;
}

/**
 * Sends a request to an address that an administrator has given. Redirects are not followed: they would lead to where nobody has said.
 * @throws ForbiddenTarget where it may not go there, Error where nobody answers, or with more than is read
 */
export type OutgoingFetch = (url: string, request: OutgoingRequest) => Promise<OutgoingAnswer>;

/** A request that must not be made: its target is not public, and nobody has allowed it. */
export class ForbiddenTarget extends Error {
  override readonly name = "ForbiddenTarget";
}

const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/**
 * Names are judged by what they resolve to at the moment of connecting, and that very address is connected to: a name that says one thing
 * to a check and another to the connection gets nowhere.
 */
export function outgoingFetch(targets: AllowedTargets): OutgoingFetch {
  const dispatcher = new Agent({ connect: { lookup: guardedLookup(targets) } });
  return async (url, { body, ...request }) => {
    checkUrl(new URL(url), targets);
    try {
      const answer = await fetch(url, { ...request, ...(body === undefined ? {} : { body }), redirect: "manual", dispatcher });
      return { status: answer.status, ok: answer.ok, headers: answer.headers, text: await limitedText(answer.body) };
    } catch (error) {
      const { cause } = error as Error;
      throw cause instanceof ForbiddenTarget ? cause : error;
    }
  };
}

/** No name is looked up where the address stands in the URL itself. `URL` has written it plainly, whatever it was spelt like. */
function checkUrl({ protocol, hostname }: URL, targets: AllowedTargets): void {
  if (protocol !== "https:" && protocol !== "http:") throw new ForbiddenTarget(`${protocol} is not asked; it must be https: or http:`);
  const address = hostname.replace(/^\[(.*)\]$/, "$1");
  if (isIP(address) !== 0 && !targets.allowsAddress(address)) throw forbidden(hostname, address);
}

function guardedLookup(targets: AllowedTargets): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const refused = targets.allowsHost(hostname) ? undefined : addresses.find(({ address }) => !targets.allowsAddress(address));
      if (refused) return callback(forbidden(hostname, refused.address), []);
      const [first] = addresses as [LookupAddress];
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}

function forbidden(hostname: string, address: string): ForbiddenTarget {
  return new ForbiddenTarget(
    `${hostname} is ${address}, which is not public; PHM_OUTGOING_ALLOW names what may be asked beside public addresses`,
  );
}

async function limitedText(body: AsyncIterable<Uint8Array> | null): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body ?? []) {
    bytes += part.byteLength;
    if (bytes > MAX_ANSWER_BYTES) throw new Error(`answered more than ${MAX_ANSWER_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
