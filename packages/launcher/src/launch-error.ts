/** Something on this machine keeps the suite from starting; the message is the one sentence to show. */
export class LaunchError extends Error {
  override readonly name = "LaunchError";
}
