import { signIn } from "../api/session.js";

const KEY = /^#key=([\w.~-]+)$/;

/**
 * Signs in by a link that ends in `#key=…`, as a suite prints it when it starts. A browser sends nobody what stands behind `#`; it is taken
 * out of the address at once, so that it stays in no history. A key that is not valid any more leads to the form.
 */
export async function signInByLink(): Promise<void> {
  const [, key] = KEY.exec(location.hash) ?? [];
  if (key === undefined) return;
  history.replaceState(null, "", location.pathname + location.search);
  await signIn(key).catch(() => {});
}
