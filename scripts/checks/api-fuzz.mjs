// The REST API, tried from its own document: with what it allows and with what it forbids, by an administrator and a viewer of one organisation, beside
// another one. No answer is a fault of the server, shows a stack or anything of the other organisation, breaks the document, or fails in other words than
// problem+json. Faults that are planted must be found by the same look.
//   npm run check:api-fuzz                  some requests of each operation; --seed N repeats them
//   npm run check:api-fuzz -- --long        many
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { distOf } from "../lib/dist.mjs";
import { Failure, say } from "../lib/program.mjs";
import { ensureNatsServer } from "../nats-server.mjs";

const RUNS = 25;
const LONG_RUNS = 600;
const DEFAULT_SEED = 1;
const OWN = "acme";
/** Every id of the other organisation begins so. */
const MARK = "zzleak";
/** Streams that do not end, and what would end the session that asks. */
const SKIPPED = new Set(["listenToEvents"]);
/** The audit tells an administrator what was asked for, in the words of who asked. */
const ECHOES = new Set(["listAudit"]);
const ACQUISITIONS = 12;

export async function run(args) {
  const { runs, seed } = optionsOf(args);
  process.env.PHM_NATS_SERVER = await ensureNatsServer();
  const [{ fuzz }, { withPlanted, PLANTED }, testkit, { simulateLife }, { KeyFile, makeApiKey }] = await Promise.all([
    import("../../e2e/api-fuzz/fuzz.mjs"),
    import("../../e2e/api-fuzz/planted.mjs"),
    import(distOf("packages/testkit")),
    import(distOf("packages/simulator")),
    import(distOf("packages/service-kit")),
  ]);
  const look = { headers: {}, known: {}, marks: [MARK], runs: 5, seed };
  const planted = await withPlanted(MARK, async (api) => [...(await fuzz({ ...look, ...api })).found.keys()].sort());
  const isFound = JSON.stringify(planted) === JSON.stringify(PLANTED);
  if (!isFound) say(`of the planted faults were found: ${planted.join("; ") || "none"}`);

  const folder = await mkdtemp(join(tmpdir(), "phm-fuzz-"));
  let suite;
  try {
    const secrets = {};
    const keyOf = (id, role, organisation) => {
      const { key, secret } = makeApiKey({ id, role, organisation, expiresAt: "2099-01-01T00:00:00Z" });
      secrets[id] = secret;
      return key;
    };
    const file = join(folder, "keys.json");
    await new KeyFile(file).write([keyOf("root", "admin", OWN), keyOf("eye", "viewer", OWN), keyOf("other", "admin", `${MARK}-works`)]);
    const env = { PHM_API_KEYS_FILE: file, PHM_RATE_LIMIT_PER_MINUTE: "1000000" };
    suite = await testkit.startTestSuite({ env, apiKey: secrets.root });
    const life = (organisation, asset) =>
      simulateLife({ organisation, asset, seed: 1, acquisitions: ACQUISITIONS, samples: 2_560, sampleRateHz: 12_800, intervalS: 600 });
    const own = life(OWN, "p1");
    await suite.deliver(own);
    // The suite's own questions are asked by the other organisation's key for these.
    const { deliver } = await import(distOf("packages/sender"));
    await deliverTo(suite, life(`${MARK}-works`, `${MARK}-p2`), deliver, testkit.waitFor);
    const [{ id }] = [...own.acquisitions()];
    const known = {
      organisation: [OWN, OWN, OWN, `${MARK}-works`],
      site: ["default"],
      asset: ["p1", "p1", `${MARK}-p2`, "none"],
      acquisition: [id, "none"],
      point: ["de-vertical", "none"],
      id: ["none", `${MARK}-1`],
    };
    const url = suite.suite.apiUrl;
    const document = await (await fetch(`${url}/api/v1/openapi.json`)).json();
    const seen = [];
    const statuses = {};
    let requests = 0;
    for (const who of ["root", "eye"]) {
      const headers = { authorization: `Bearer ${secrets[who]}` };
      const result = await fuzz({ url, document, headers, known, marks: [MARK], runs, seed, skip: SKIPPED, echoes: ECHOES });
      requests += result.requests;
      for (const [status, count] of Object.entries(result.statuses)) statuses[status] = (statuses[status] ?? 0) + count;
      for (const [what, detail] of result.found) seen.push(`${what} (as ${who}) by ${detail}`);
    }
    for (const each of seen) say(each);
    const operations = Object.values(document.paths).flatMap((methods) => Object.keys(methods)).length;
    return {
      ok: isFound && seen.length === 0,
      seed,
      operations,
      requests,
      statuses,
      faults: seen.length,
      planted: PLANTED.length,
      plantedFound: planted.length,
    };
  } finally {
    await suite?.cleanup();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Registers and sends what is not the key's own organisation's. */
async function deliverTo({ suite, register }, life, deliver, waitFor) {
  const { createClient } = await import(distOf("packages/service-kit"));
  const { AcquisitionService } = await import(distOf("packages/contracts"));
  await register(life.config);
  const client = createClient(AcquisitionService, suite.grpcAddress.ingest);
  try {
    let counts;
    await waitFor(
      async () => {
        counts = await deliver(life.acquisitions(), { client });
        return counts.accepted + counts.duplicates === ACQUISITIONS;
      },
      { what: "the other organisation's signals" },
    );
  } finally {
    client.close();
  }
}

function optionsOf(args) {
  const options = { runs: RUNS, seed: DEFAULT_SEED };
  for (let i = 0; i < args.length; i++) {
    if (args[i] === "--long") options.runs = LONG_RUNS;
    else if (args[i] === "--seed" && Number.isInteger(Number(args[i + 1]))) options.seed = Number(args[++i]);
    else throw new Failure(`${args[i]} is neither --long nor --seed N`);
  }
  return options;
}
