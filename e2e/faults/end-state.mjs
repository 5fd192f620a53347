import { runPhm, waitFor } from "../../packages/testkit/dist/index.js";

const PATIENCE_MS = 60_000;

/**
 * What a user finds when all is quiet again, as values that can be compared: every acquisition in the history and in the archive, the
 * order and what it rests on computed again, the whole report, and the checksums of all records.
 */
export async function endState({ suite, ports, get, report }, asset, acquisitions, { patienceMs = PATIENCE_MS, besides = 0 } = {}) {
  await waitFor(async () => (await get(`/assets/${asset}/features/summary`)).count >= acquisitions, {
    what: "all features",
    timeoutMs: patienceMs,
  });
  const verified = await verify(ports, acquisitions + besides, patienceMs);
  const { ingest, predict, workorders } = suite.grpcAddress;
  const evidence = await runPhm(["evidence", "--json", "--ingest", ingest, "--predict", predict, "--workorders", workorders]);
  return {
    features: (await get(`/assets/${asset}/features/summary`)).count,
    orders: (await get(`/work-orders?asset=${asset}`)).items,
    line: await report(asset),
    standing: standing(await get(`/assets/${asset}/condition`)),
    ...verified,
    waveforms: verified.waveforms - besides,
    evidence: evidence.code === 0 ? "computed again, equal" : `differs: ${evidence.stdout}${evidence.stderr}`,
  };
}

/** What is known of the machine now. When its alarm was told of what, and how many came late, is history. */
function standing({ alarm, lateAcquisitions: _, ...known }) {
  return { ...known, alarm: alarm && { state: alarm.state, condition: alarm.condition } };
}

/** Waits until the archive has every waveform: it follows beside the chain. */
async function verify(ports, acquisitions, patienceMs) {
  let found;
  await waitFor(
    async () => {
      found = await verification(ports);
      return found.waveforms >= acquisitions;
    },
    { what: `${acquisitions} archived waveforms`, timeoutMs: patienceMs },
  );
  return found;
}

export async function verification(ports) {
  const { stdout } = await runPhm(["verify", "--port", String(ports.api), "--json", "--no-repair"]);
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const { damaged, missing } = lines.at(-1);
  const waveforms = lines.find(({ tally }) => tally?.store === "blobs/waveforms" && tally.done)?.tally.items;
  return { waveforms, damaged, missing };
}

/** What is not as it should be, in words; undefined where all is. @param promised what must be the same; default: everything */
export function difference(found, expected, promised = Object.keys(expected)) {
  const differing = promised.filter((key) => JSON.stringify(found[key]) !== JSON.stringify(expected[key]));
  if (differing.length === 0) return undefined;
  return differing.map((key) => `${key}: ${JSON.stringify(found[key])} instead of ${JSON.stringify(expected[key])}`).join("\n  ");
}
