import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from "jose";

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

/** An issuer of tokens on this machine: discovery and keys over HTTP, and tokens as a test wants them. */
export class TokenIssuer {
  #pairs: { readonly kid: string; readonly alg: string; readonly pair: KeyPair }[] = [];
  readonly #codes = new Map<string, { asked: Record<string, string>; claims: Readonly<Record<string, unknown>> }>();
  #server: Server | undefined;
  #url = "";
  /** How often it was asked for its keys. */
  asked = 0;
  /** Where it says that its keys are; default: with itself. */
  keysUrl: string | undefined;
  /** Whom it says to be; default: itself. */
  calledIssuer: string | undefined;

  get url(): string {
    return this.#url;
  }

  /** @param port 0 takes a free one; a fixed one brings an issuer back where it was */
  async start(port = 0): Promise<void> {
    if (this.#pairs.length === 0) await this.rotate("key-1");
    this.#server = createServer((request, response) => {
      if (request.url === "/.well-known/openid-configuration") {
        const endpoints = { authorization_endpoint: `${this.#url}/authorize`, token_endpoint: `${this.#url}/token` };
        const answer = { issuer: this.calledIssuer ?? this.#url, jwks_uri: this.keysUrl ?? `${this.#url}/keys`, ...endpoints };
        return void response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
      }
      if (request.url === "/token") return void this.#giveToken(request, response);
      this.asked += 1;
      void this.#publicKeys().then((keys) => response.setHeader("content-type", "application/json").end(JSON.stringify({ keys })));
    });
    await new Promise<void>((resolve) => this.#server?.listen(port, "127.0.0.1", resolve));
    this.#url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    server?.closeAllConnections();
    await new Promise<void>((resolve) => (server?.listening ? server.close(() => resolve()) : resolve()));
  }

  /** A new key in place of all before. */
  async rotate(kid: string, alg = "ES256"): Promise<void> {
    this.#pairs = [{ kid, alg, pair: await generateKeyPair(alg, { extractable: true }) }];
  }

  async add(kid: string, alg: string): Promise<void> {
    this.#pairs.push({ kid, alg, pair: await generateKeyPair(alg, { extractable: true }) });
  }

  async publicPem(kid: string): Promise<string> {
    return exportSPKI(this.#of(kid).pair.publicKey);
  }

  /** A token that is right but for what is given otherwise; `undefined` leaves a claim out. */
  token(claims: Readonly<Record<string, unknown>> = {}, header: Readonly<Record<string, unknown>> = {}, kid?: string): Promise<string> {
    const signer = kid === undefined ? this.#pairs[0] : this.#of(kid);
    if (!signer) throw new Error("no key");
    const nowS = Math.floor(Date.now() / 1000);
    const right = { iss: this.#url, aud: "phm", sub: "li.wei", iat: nowS, exp: nowS + 300, organisation: "acme", roles: ["planner"] };
    const given = Object.fromEntries(Object.entries({ ...right, ...claims }).filter(([, value]) => value !== undefined));
    return new SignJWT(given as JWTPayload)
      .setProtectedHeader({ alg: signer.alg, kid: signer.kid, ...header })
      .sign(signer.pair.privateKey);
  }

  /** Somebody signs in at the page that the browser was sent to. @returns the code that the browser brings back */
  signInAt(page: string, claims: Readonly<Record<string, unknown>> = {}): string {
    const asked = Object.fromEntries(new URL(page).searchParams);
    const code = randomUUID();
    this.#codes.set(code, { asked, claims });
    return code;
  }

  async #giveToken(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const given = Object.fromEntries(new URLSearchParams(await text(request)));
    const { asked, claims } = this.#codes.get(given.code ?? "") ?? {};
    this.#codes.delete(given.code ?? "");
    const challenge = createHash("sha256")
      .update(given.code_verifier ?? "")
      .digest("base64url");
    const isRight =
      asked?.code_challenge === challenge &&
      asked.client_id === given.client_id &&
      asked.redirect_uri === given.redirect_uri &&
      asked.response_type === "code";
    const id_token = isRight ? await this.token({ aud: given.client_id, nonce: asked.nonce, ...claims }) : undefined;
    response.writeHead(isRight ? 200 : 400, { "content-type": "application/json" }).end(JSON.stringify({ id_token, token_type: "Bearer" }));
  }

  #of(kid: string) {
    const found = this.#pairs.find((each) => each.kid === kid);
    if (!found) throw new Error(`no key ${kid}`);
    return found;
  }

  #publicKeys() {
    return Promise.all(this.#pairs.map(async ({ kid, alg, pair }) => ({ ...(await exportJWK(pair.publicKey)), kid, alg, use: "sig" })));
  }
}
