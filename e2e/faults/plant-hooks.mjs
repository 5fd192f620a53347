/** Where each bug is planted: a piece of a built module, and what stands there instead. */
const BUGS = {
  "ack before work": {
    file: "/packages/service-kit/dist/nats/message-in-hand.js",
    right: "await this.#handle(attempt);",
    wrong: "this.delivery.ack(); await this.#handle(attempt);",
  },
};

let bug;

export function initialize(name) {
  bug = BUGS[name];
  if (!bug) throw new Error(`no bug "${name}", but ${Object.keys(BUGS).join(", ")}`);
}

export async function load(url, context, next) {
  const loaded = await next(url, context);
  if (!url.endsWith(bug.file)) return loaded;
  const source = String(loaded.source);
  if (!source.includes(bug.right)) throw new Error(`${bug.file} does not have "${bug.right}" any more: the bug cannot be planted`);
  return { ...loaded, source: source.replace(bug.right, bug.wrong) };
}
