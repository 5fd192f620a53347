import { randomBytes } from "node:crypto";
import { MongoClient } from "mongodb";
import { mongoTestUrl } from "../../../packages/testkit/dist/index.js";
import { between } from "../chance.mjs";
import { openLink } from "../link.mjs";

const SERVICES = ["ingest", "features", "predict", "workorders"];
const FOR_MS = [2_000, 20_000];
/** The last of the long runs is as long as a failover that somebody has to be called for. */
const LONG_AWAY_MS = 600_000;
const LONG_RUNS = 3;
const PATIENCE_MS = 120_000;

/** MongoDB cannot be reached by anybody, or does not answer: what comes in meanwhile waits for it. */
export const databaseAway = {
  kind: "database away",
  shortRuns: 0,
  longRuns: LONG_RUNS,
  needs: async () => ((await mongoTestUrl()) === undefined ? "MONGODB_TEST_URL is not set" : undefined),
  scenario(random, { run }) {
    const isLongest = run === LONG_RUNS - 1;
    const strikes = (isLongest ? [60] : [20, 85]).map((low) => {
      const after = between(low, low + 30, random);
      const how = random() < 0.5 ? "cut" : "silence";
      const forMs = isLongest ? LONG_AWAY_MS : between(...FOR_MS, random);
      return { name: `${how} for ${forMs} ms`, after, forMs, strike: ({ set }) => away(set.link, how) };
    });
    return { strikes, setUp };
  },
};

async function setUp() {
  const url = new URL(await mongoTestUrl());
  const direct = url.href;
  const link = await openLink(Number(url.port || 27017));
  url.port = String(link.port);
  // Told of a replica set, the driver would go round the link to the members' own addresses.
  url.searchParams.delete("replicaSet");
  url.searchParams.set("directConnection", "true");
  const prefix = `phm_faults_${randomBytes(4).toString("hex")}`;
  const tornDown = async () => {
    link.close();
    await dropDatabases(direct, prefix);
  };
  const env = { MONGODB_URL: url.href, MONGODB_DATABASE_PREFIX: prefix };
  return { options: { env }, link, tornDown, patienceMs: PATIENCE_MS, senderPatienceMs: LONG_AWAY_MS + PATIENCE_MS };
}

async function away(link, how) {
  link[how]();
  return async () => link.heal();
}

async function dropDatabases(url, prefix) {
  const client = new MongoClient(url);
  try {
    for (const service of SERVICES) await client.db(`${prefix}_${service}`).dropDatabase();
  } finally {
    await client.close();
  }
}
