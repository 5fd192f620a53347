import { setTimeout as delay } from "node:timers/promises";
import { report } from "./measure.mjs";

const BACKLOG = 200;
const TICK_MS = 100;
const SAMPLE_MS = 2_000;
const MINUTE_MS = 60_000;
/** Left out: a process finds its speed, and a heap its size, first. */
const WARM_UP_SHARE = 0.25;
/** Of the reference, before and after: the machine may have other work that changes meanwhile. */
const REFERENCE_MINUTES = 1;

/**
 * Keeps the service busy for some minutes, between two minutes of the reference under the same load; reports its throughput and how its
 * resident memory grows.
 */
export async function soak(load, { candidate, reference, minutes, goal, name }) {
  const before = await underLoad(load, reference, REFERENCE_MINUTES);
  const service = await underLoad(load, candidate, minutes);
  const after = await underLoad(load, reference, REFERENCE_MINUTES);
  report({
    bench: "features-service",
    measure: `over ${minutes} min, the load's own work included`,
    unit: "acquisitions/s",
    value: service.rate,
    reference: `${name}, under the same load before and after`,
    referenceValue: (before.rate + after.rate) / 2,
    goal,
  });
  reportMemory(service);
}

/** Acquisitions a second, and the samples that they were told from. */
async function underLoad(load, start, minutes) {
  const worker = await start(load.url);
  const samples = [];
  let published = 0;
  const startedMs = performance.now();
  const elapsedMs = () => performance.now() - startedMs;
  try {
    while (elapsedMs() < minutes * MINUTE_MS) {
      const missing = BACKLOG - (await load.waiting());
      if (missing > 0) await load.publish(missing);
      published += Math.max(0, missing);
      if (elapsedMs() >= samples.length * SAMPLE_MS) {
        const heapMiB = await worker.heapMiB?.();
        samples.push({ atMs: elapsedMs(), done: published - (await load.waiting()), residentMiB: worker.residentMiB(), heapMiB });
        await load.dropResults();
      }
      if (worker.exitCode() !== null) throw new Error(`the process ended with ${worker.exitCode()}`);
      await delay(TICK_MS);
    }
  } finally {
    await worker.stop();
    await load.dropWaiting();
  }
  const steady = samples.filter(({ atMs }) => atMs >= WARM_UP_SHARE * minutes * MINUTE_MS);
  const [first, last] = [steady[0], steady.at(-1)];
  return { rate: ((last.done - first.done) / (last.atMs - first.atMs)) * 1000, steady };
}

function reportMemory({ rate, steady }) {
  const [first, last] = [steady[0], steady.at(-1)];
  const slopeMiBPerHour = slope(steady.map(({ atMs, residentMiB }) => [atMs / (60 * MINUTE_MS), residentMiB]));
  const line = {
    bench: "features-service",
    measure: "resident memory",
    firstMiB: Math.round(first.residentMiB),
    lastMiB: Math.round(last.residentMiB),
    slopeMiBPerHour: Number(slopeMiBPerHour.toPrecision(3)),
    samples: steady.length,
    acquisitions: last.done - first.done,
    bytesPerAcquisition: Math.round((slopeMiBPerHour * 2 ** 20) / 3_600 / rate),
  };
  const sentence = `features-service resident memory: ${line.firstMiB} to ${line.lastMiB} MiB, slope ${line.slopeMiBPerHour} MiB/h, ${line.bytesPerAcquisition} bytes an acquisition`;
  process.stdout.write(`${process.argv.includes("--json") ? JSON.stringify(line) : sentence}\n`);
  reportHeap(steady);
}

/** The least of a while is what is left when garbage has been collected: that is what must not grow. */
function reportHeap(steady) {
  const heaps = steady.flatMap(({ heapMiB }) => heapMiB ?? []);
  const part = Math.floor(heaps.length / 5);
  const least = (samples) => Number(Math.min(...samples).toFixed(1));
  const line = {
    bench: "features-service",
    measure: "heap and external memory of the main thread, least of the first and of the last fifth",
    firstMiB: least(heaps.slice(0, part)),
    lastMiB: least(heaps.slice(-part)),
    samples: heaps.length,
  };
  const sentence = `features-service heap and external memory: ${line.firstMiB} to ${line.lastMiB} MiB after collections`;
  process.stdout.write(`${process.argv.includes("--json") ? JSON.stringify(line) : sentence}\n`);
}

/** Slope of the least-squares line through points [x, y]. */
function slope(points) {
  const mean = (index) => points.reduce((sum, point) => sum + point[index], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread;
}
