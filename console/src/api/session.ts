import { ask } from "./ask.js";

/** Who uses this browser, as the gateway knows them. */
export interface Session {
  /** Whether this installation asks for a key at all. */
  readonly asksWhoComes: boolean;
  /** Whether people may sign in at their company's own page. */
  readonly hasProvider: boolean;
  readonly principal: { readonly id: string; readonly organisation: string; readonly role: string; readonly expiresAt?: string } | null;
  /** What a write shows beside the session's cookie. */
  readonly forgeryToken?: string;
}

/** Leads to the company's own page to sign in, and back. */
export const PROVIDER_URL = "/api/v1/session/provider";
const FORGERY_HEADER = "X-PHM-Session-Token";
/** Of the session at hand; undefined until it is asked for. */
let token: Promise<string | undefined> | undefined;

export async function readSession(): Promise<Session> {
  return (await (await ask("/session")).json()) as Session;
}

/**
 * Begins a session; the key is shown to the gateway once and kept nowhere.
 * @returns the session as the browser has it: without a principal where the browser has not kept it
 * @throws ApiError where the key is not valid
 */
export async function signIn(key: string): Promise<Session> {
  await ask("/session", { method: "POST", headers: { Authorization: `Bearer ${key.trim()}` } });
  token = undefined;
  return readSession();
}

export async function signOut(): Promise<void> {
  await ask("/session", { method: "DELETE", headers: await forgeryHeader() });
  token = undefined;
}

/** What lets a write pass; nothing where there is no session. */
export async function forgeryHeader(): Promise<Record<string, string>> {
  token ??= readSession().then(({ forgeryToken }) => forgeryToken);
  try {
    const value = await token;
    return value === undefined ? {} : { [FORGERY_HEADER]: value };
  } catch (error) {
    token = undefined;
    throw error;
  }
}

/** After a refusal: another tab may have begun another session. @returns whether there is another token to try */
export async function refreshForgeryToken(): Promise<boolean> {
  const before = await token?.catch(() => undefined);
  token = undefined;
  const { [FORGERY_HEADER]: after } = await forgeryHeader();
  return after !== undefined && after !== before;
}
