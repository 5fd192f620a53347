import { InvalidValue } from "./invalid-value.js";

const LOCAL_HOSTS = ["127.0.0.1", "[::1]", "localhost"];

/**
 * An address that the suite may send to: https, as what is sent are the owner's affairs; http only to this machine.
 * @throws InvalidValue
 */
export function checkOutsideUrl(field: string, url: string | undefined): void {
  const parsed = url !== undefined && URL.canParse(url) ? new URL(url) : undefined;
  const isSafe = parsed?.protocol === "https:" || (parsed?.protocol === "http:" && LOCAL_HOSTS.includes(parsed.hostname));
  if (!isSafe) throw new InvalidValue(field, url, "an https address (http only to this machine)");
  if (parsed?.username || parsed?.password) throw new InvalidValue(field, "with a password", "without user and password");
}
