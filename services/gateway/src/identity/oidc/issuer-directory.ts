import { ServiceError } from "@phm/service-kit";
import { z } from "zod";
import { isTrustworthyUrl } from "./oidc-settings.js";

/** How soon an issuer that has failed is asked again. */
const ASK_AGAIN_AFTER_MS = 2_000;
export const ANSWER_WITHIN_MS = 5_000;

const trustworthy = z.string().refine(isTrustworthyUrl, { message: "an https:// URL" });
const discovery = z.object({
  issuer: z.string(),
  jwks_uri: trustworthy,
  authorization_endpoint: trustworthy.optional(),
  token_endpoint: trustworthy.optional(),
});
export type IssuerDocument = z.infer<typeof discovery>;

/** What an issuer says of itself (OpenID Connect Discovery 1.0), and how it is asked. */
export class IssuerDirectory {
  #document: Promise<IssuerDocument> | undefined;
  #failedAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    readonly issuer: string,
    readonly monotonicMs: () => number = () => performance.now(),
  ) {}

  /** Read once; after a failure again with the next call. @throws Error where it cannot be had, or speaks for another */
  document(): Promise<IssuerDocument> {
    this.#document ??= this.#discover().catch((error: unknown) => {
      this.#document = undefined;
      throw error;
    });
    return this.#document;
  }

  /** An issuer that is down is not asked for every request. It cannot send us elsewhere. @throws Error */
  async fetch(url: string, options: RequestInit): Promise<Response> {
    if (this.monotonicMs() - this.#failedAtMs < ASK_AGAIN_AFTER_MS) throw new Error("the issuer has not answered just now");
    try {
      const answer = await fetch(url, { ...options, redirect: "manual" });
      if (answer.status >= 500 || (options.method !== "POST" && answer.status !== 200)) this.#failedAtMs = this.monotonicMs();
      return answer;
    } catch (error) {
      this.#failedAtMs = this.monotonicMs();
      throw error;
    }
  }

  /** For whoever needs the issuer now. */
  unavailable(what: string, cause: unknown): ServiceError {
    const facts = { reason: "issuer_unavailable", field: "PHM_OIDC_ISSUER", cause };
    return new ServiceError("unavailable", `${this.issuer} ${what}`, facts);
  }

  async #discover(): Promise<IssuerDocument> {
    const url = `${this.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
    const answer = await this.fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
    const document = discovery.parse(await answer.json());
    if (document.issuer !== this.issuer) throw new Error(`${url} speaks for ${document.issuer}`);
    return document;
  }
}
