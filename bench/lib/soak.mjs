import { setTimeout as delay } from "node:timers/promises";
import { report } from "./measure.mjs";

const BACKLOG = 200;
const TICK_MS = 250;
const SAMPLE_MS = 5_000;
/** Left out of the slope: a heap finds its size first. */
const WARM_UP_SHARE = 0.25;

/** Keeps the service busy for some minutes; reports its throughput and how its resident memory grows. */
export async function soak(load, start, minutes, reference) {
  const service = await start(load.url);
  const samples = [];
  let published = 0;
  const startedMs = performance.now();
  const elapsedMs = () => performance.now() - startedMs;
  try {
    while (elapsedMs() < minutes * 60_000) {
      const missing = BACKLOG - (await load.waiting());
      if (missing > 0) await load.publish(missing);
      published += Math.max(0, missing);
      if (elapsedMs() >= samples.length * SAMPLE_MS) {
        samples.push({ atMs: elapsedMs(), done: published - (await load.waiting()), residentMiB: service.residentMiB() });
        await load.dropResults();
      }
      if (service.exitCode() !== null) throw new Error(`the service ended with ${service.exitCode()}`);
      await delay(TICK_MS);
    }
  } finally {
    await service.stop();
  }
  const steady = samples.filter(({ atMs }) => atMs >= WARM_UP_SHARE * minutes * 60_000);
  const [first, last] = [steady[0], steady.at(-1)];
  const value = ((last.done - first.done) / (last.atMs - first.atMs)) * 1000;
  report({
    bench: "features-service",
    measure: `over ${minutes} min with the load's own work`,
    unit: "acquisitions/s",
    value,
    ...reference,
  });
  const slopeMiBPerHour = slope(steady.map(({ atMs, residentMiB }) => [atMs / 3_600_000, residentMiB]));
  const line = {
    bench: "features-service",
    measure: "resident memory",
    firstMiB: Math.round(first.residentMiB),
    lastMiB: Math.round(last.residentMiB),
    slopeMiBPerHour: Number(slopeMiBPerHour.toPrecision(3)),
    samples: steady.length,
    acquisitions: last.done - first.done,
    bytesPerAcquisition: Math.round((slopeMiBPerHour * 2 ** 20) / 3_600 / value),
  };
  const sentence = `features-service resident memory: ${line.firstMiB} to ${line.lastMiB} MiB, slope ${line.slopeMiBPerHour} MiB/h, ${line.bytesPerAcquisition} bytes an acquisition`;
  process.stdout.write(`${process.argv.includes("--json") ? JSON.stringify(line) : sentence}\n`);
}

/** Slope of the least-squares line through points [x, y]. */
function slope(points) {
  const mean = (index) => points.reduce((sum, point) => sum + point[index], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread;
}
