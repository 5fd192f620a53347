import { freePorts } from "../../../packages/launcher/dist/index.js";
import { between, pick } from "../chance.mjs";
import { openLink } from "../link.mjs";

/** Who is cut off from what. The sender's own link is cut in the spool's tests (`e2e/send.test.ts`). */
const LINKS = [
  ["broker", "ingest"],
  ["broker", "features"],
  ["broker", "predict"],
  ["broker", "workorders"],
  ["broker", undefined],
  ["predict", undefined],
  ["workorders", undefined],
  ["ingest", undefined],
];
const FOR_MS = [200, 2_500];

/** A network that is cut, or swallows what is sent, between a service and the broker, or between services. */
export const cutLink = {
  kind: "network cut",
  shortRuns: 1,
  longRuns: 12,
  scenario(random, { long }) {
    const hit = long ? Array.from({ length: 6 }, () => pick(LINKS, random)) : LINKS.slice(1, 7);
    const strikes = hit.map(([to, who], i) => {
      const [how, forMs] = [pick(["cut", "silence"], random), between(...FOR_MS, random)];
      const name = `${who ?? "everybody"} from ${to}, ${how} for ${forMs} ms`;
      return { name, after: 5 + 22 * i + between(0, 15, random), forMs, strike: ({ set }) => broken(set.links[to], how, who) };
    });
    return { strikes, setUp };
  },
};

/** The suite with a link before the broker and before each service that others call. */
async function setUp() {
  const ports = await freePorts();
  const links = {
    broker: await openLink(ports.nats),
    ingest: await openLink(ports.grpc.ingest),
    predict: await openLink(ports.grpc.predict),
    workorders: await openLink(ports.grpc.workorders),
  };
  const at = ({ port }) => `127.0.0.1:${port}`;
  const env = {
    NATS_URL: `nats://${at(links.broker)}`,
    PHM_INGEST_ADDRESS: at(links.ingest),
    PHM_PREDICT_ADDRESS: at(links.predict),
    PHM_WORKORDERS_ADDRESS: at(links.workorders),
  };
  return { options: { ports, env }, links, tornDown: async () => Object.values(links).map((link) => link.close()) };
}

async function broken(link, how, who) {
  link[how](who);
  return async () => link.heal();
}
