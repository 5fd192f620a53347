// A plant to look at: a suite with a bearing's life on record, and a route of inspection points.
import { simulateLife } from "../../packages/simulator/dist/index.js";
import { shortLife, startTestSuite } from "../../packages/testkit/dist/index.js";

const NEW = { "If-Match": '"0"' };
const MINUTE_MS = 60_000;

export async function openPlant() {
  const suite = await startTestSuite();
  try {
    const life = shortLife();
    await suite.deliver(life);
    await suite.register(simulateLife({ asset: "quiet-pump-2", seed: 2 }).config);
    // Another machine of the same name, at another site.
    await suite.register({ ...life.config, ref: { ...life.config.ref, site: "south" } });
    await prepareRounds(suite, life.config.ref.asset);
    return { suite, asset: life.config.ref.asset, url: suite.suite.apiUrl };
  } catch (error) {
    await suite.cleanup();
    throw error;
  }
}

export async function send({ suite }, method, path, body, headers = {}) {
  const response = await fetch(`${suite.apiUrl}/api/v1${path}`, {
    method,
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}

/** Two points, one read and one judged, on a route that is due in a quarter of an hour: it may be walked now. */
async function prepareRounds(suite, asset) {
  const point = (form, words) => ({
    ...{ asset, component: "bearing", ...words, form, period: { every: 1, unit: "rounds" }, duty: { role: "technician" } },
    ...{ machineState: "running", tier: "plan", author: "wang", note: "" },
  });
  const temperature = { kind: "numeric", unit: "°C", min: -40, max: 200, warnAbove: 75, failAbove: 85 };
  const bearing = {
    ...{ nameEn: "Bearing temperature", nameZh: "轴承温度", placeEn: "Drive end, cover", placeZh: "驱动端端盖" },
    ...{ methodEn: "Infrared thermometer, 10 cm", methodZh: "红外测温仪,距离 10 厘米" },
  };
  const seal = {
    ...{ nameEn: "Shaft seal", nameZh: "轴封", placeEn: "Below the coupling", placeZh: "联轴器下方" },
    ...{ methodEn: "By eye: no drops", methodZh: "目视:无滴漏" },
  };
  await send(suite, "PUT", "/inspection/points/P1-DE", point(temperature, bearing), NEW);
  await send(suite, "PUT", "/inspection/points/P1-SEAL", point({ kind: "judgement" }, seal), NEW);
  const start = new Date(Date.now() + 15 * MINUTE_MS).toISOString();
  const schedule = { timeZone: "UTC", firstDay: start.slice(0, 10), times: [start.slice(11, 16)], everyDays: 1 };
  const route = {
    ...{ nameEn: "Pump hall", nameZh: "泵房", points: ["P1-DE", "P1-SEAL"], duty: { role: "technician" }, schedule },
    ...{ expectedMinutes: 20, windowMinutes: 60, graceMinutes: 30, author: "wang", note: "" },
  };
  await send(suite, "PUT", "/inspection/routes/R1", route, NEW);
}
