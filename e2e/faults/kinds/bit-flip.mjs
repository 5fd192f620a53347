import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runPhm } from "../../../packages/testkit/dist/index.js";
import { between, pick } from "../chance.mjs";
import { verification } from "../end-state.mjs";

/** A bit that turns over in a stored waveform: it is found and named, and nothing else suffers. */
export const bitFlip = {
  kind: "bit flip in a stored block",
  shortRuns: 1,
  longRuns: 4,
  scenario: (random) => ({ strikes: [], afterwards: (world) => flipAndLook(world, random) }),
};

async function flipAndLook({ dataFolder, ports, suite, get }, random) {
  const blobs = join(dataFolder, "stores", "ingest-waveforms");
  const names = readdirSync(blobs, { recursive: true }).filter((name) => statSync(join(blobs, name)).isFile());
  const name = pick(names.sort(), random);
  flip(join(blobs, name), random);
  const found = await verification(ports);
  const { items } = await get("/work-orders");
  const { code } = await runPhm(["evidence", "--json", ...addresses(suite)]);
  const others = names.length - 1;
  return [
    ...(found.damaged === 1 && found.missing === 0
      ? []
      : [`one bit was turned over in ${name}, verification found ${JSON.stringify(found)}`]),
    ...(items.length === 1 ? [] : [`${items.length} orders after a flipped bit`]),
    // The order rests on some of the waveforms: it is computed again, or what is damaged is named by the exit code; nothing hangs or ends.
    ...(code === 0 || code === 1 ? [] : [`phm evidence ended with ${code}`]),
    ...(others > 0 ? [] : ["there was nothing but the damaged waveform"]),
  ];
}

const addresses = ({ grpcAddress: { ingest, predict, workorders } }) => [
  "--ingest",
  ingest,
  "--predict",
  predict,
  "--workorders",
  workorders,
];

function flip(file, random) {
  const bytes = readFileSync(file);
  const at = between(0, bytes.length - 1, random);
  bytes[at] ^= 1 << between(0, 7, random);
  writeFileSync(file, bytes);
}
