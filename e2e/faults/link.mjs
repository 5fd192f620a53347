// A TCP link between two parts that can be cut, or go silent, for one of the parts that use it.
import { connect, createServer } from "node:net";

/** A NATS client says its name in the first thing that it sends. */
const CLIENT_NAME = /"name":"([^"]+)"/;

/**
 * @param target port that the link leads to
 * @param {{ host?: string, port?: number }} [ends] the host of the target (default: this one), and the port of the link (default: any)
 * @returns the port to connect to instead, and what can be done to the link; `who` is a NATS client's name, or left out for everybody
 */
export async function openLink(target, { host = "127.0.0.1", port = 0 } = {}) {
  const pairs = new Set();
  let fault;
  const isHit = (pair) => fault !== undefined && (fault.who === undefined || fault.who === pair.name);
  const apply = (pair) => {
    if (!isHit(pair)) return;
    if (fault.how === "cut") end(pair);
    else for (const socket of [pair.near, pair.far]) socket.pause();
  };
  const end = (pair) => {
    pairs.delete(pair);
    for (const socket of [pair.near, pair.far]) socket.destroy();
  };

  const server = createServer((near) => {
    const far = connect({ host, port: target });
    const pair = { near, far, name: undefined };
    pairs.add(pair);
    near.on("data", (data) => {
      if (pair.name === undefined) {
        pair.name = CLIENT_NAME.exec(data.toString("latin1"))?.[1] ?? "";
        apply(pair);
      }
      if (!far.destroyed) far.write(data);
    });
    far.on("data", (data) => {
      if (!near.destroyed) near.write(data);
    });
    for (const socket of [near, far]) {
      socket.on("error", () => end(pair));
      socket.on("close", () => end(pair));
    }
    apply(pair);
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  const disturb = (how) => (who) => {
    fault = { how, who };
    for (const pair of pairs) apply(pair);
  };
  return {
    port: server.address().port,
    /** Every connection is broken, and every new one. */
    cut: disturb("cut"),
    /** Nothing gets through, and nobody is told. */
    silence: disturb("silence"),
    heal() {
      fault = undefined;
      // What was lost on the way is not made up for: a silent connection ends, as it does when its end gives up.
      for (const pair of pairs) if (pair.near.isPaused()) end(pair);
    },
    close() {
      server.close();
      for (const pair of pairs) end(pair);
    },
  };
}
