// Each connector against a peer that nobody here wrote, under faults: at the end nothing is lost, nothing is there twice, and what was wrong is
// marked as wrong. Peers that a machine does not have are left out by name.
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { installEdgePeers } from "../lib/edge-peers.mjs";
import { say } from "../lib/program.mjs";
import { fromRoot } from "../lib/root.mjs";
import { ensureNatsServer } from "../nats-server.mjs";

const EPOCH_MS = 1_700_000_000_000;
const MESSAGES = 200;
const PAUSE_S = 0.03;
const partOf = (name) => import(pathToFileURL(fromRoot("e2e", "edge", name)).href);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export async function run() {
  process.env.PHM_NATS_SERVER = await ensureNatsServer();
  const peers = await partOf("peers.mjs");
  const { connected, startPlant } = await partOf("plant.mjs");
  const found = () => ({
    mosquitto: peers.mosquittoProgram(),
    paho: peers.pythonWith("paho.mqtt.client"),
    pymodbus: peers.pythonWith("pymodbus"),
  });
  await installEdgePeers(Object.values(found()).includes(undefined));
  const { mosquitto, paho, pymodbus } = found();
  const plant = await startPlant();
  const world = { plant, connected: (source) => connected(plant, source), ...peers };
  const connectors = {};
  const skipped = [];
  const verify = async (name, needs, body) => {
    const missing = Object.keys(needs).filter((need) => needs[need] === undefined);
    if (missing.length > 0) return void skipped.push({ connector: name, missing });
    const started = performance.now();
    connectors[name] = await body(world, needs).then(
      (counts) => ({ ok: true, ...counts }),
      (error) => ({ ok: false, problem: String(error.message) }),
    );
    say(`${name}: ${JSON.stringify(connectors[name])} in ${((performance.now() - started) / 1_000).toFixed(1)} s`);
  };
  // There from the start, so that the connectors need not wait for it; its story is told last.
  const opcuaServer = peers.opcuaServer(plant.ports.opcua, plant.folder, 0);
  try {
    await opcuaServer.start();
    await plant.ingest.start();
    await plant.edge.start();
    await Promise.all([
      verify("mqtt and sparkplug", { mosquitto, paho }, mqttAndSparkplug),
      verify("modbus", { pymodbus }, modbus),
      verify("folder", {}, folder),
      verify("push", {}, push),
    ]);
    // After the others: they kill the connectors, which would cost this one what its server does not keep.
    await verify("opcua", { opcuaServer }, opcua);
  } finally {
    await opcuaServer.stop("SIGKILL");
    await plant.close();
  }
  await verify("opcua to a diagnosed fault", {}, story);
  for (const { connector, missing } of skipped) say(`skipped ${connector}: this machine has no ${missing.join(", ")}`);
  const results = Object.values(connectors);
  return { ok: results.length > 0 && results.every(({ ok }) => ok), connectors, skipped };
}

/** The broker is restarted, the connectors and ingest are killed while messages come. */
async function mqttAndSparkplug({ plant, connected, mosquitto, mqttPublisher, sparkplugNode, until }, needs) {
  const broker = await mosquitto(needs.mosquitto, plant.folder, plant.ports.broker);
  await broker.start();
  const publisher = mqttPublisher(needs.paho, plant.ports.broker, MESSAGES, PAUSE_S);
  try {
    await connected("broker");
    await publisher.start();
    await pause(1_500);
    await broker.stop();
    await pause(500);
    await broker.start();
    await pause(1_500);
    await plant.edge.stop("SIGKILL");
    await plant.edge.start();
    await pause(1_000);
    await plant.ingest.stop("SIGKILL");
    await pause(1_500);
    await plant.ingest.start();
    const [code] = await publisher.exited;
    expectEqual("exit code of the publisher", code, 0);
    const isThere = async () => (await plant.readingsOf("load")).length >= MESSAGES;
    await until("all readings", isThere).catch(() => undefined);
    const numbers = Array.from({ length: MESSAGES }, (_, number) => number);
    const isLie = (number) => number % 10 === 9;
    expectEqual(
      "load",
      valuesAt(await plant.readingsOf("load")),
      numbers.map((number) => [number * 1_000, number]),
    );
    expectEqual(
      "temperature",
      (await plant.readingsOf("temperature")).map(({ ms, value, reason }) => [ms - EPOCH_MS, Number.isNaN(value) ? reason : value]),
      numbers.map((number) => [number * 1_000, isLie(number) ? "wrong_type" : 20 + number / 10]),
    );
    expectFound("a lost reading", valuesAt(await plant.readingsOf("load")), (all) => all.toSpliced(7, 1));
    expectFound("a double reading", valuesAt(await plant.readingsOf("load")), (all) => all.toSpliced(7, 0, all[7]));
    return { messages: MESSAGES, ...(await sparkplug({ plant, connected, sparkplugNode, until })) };
  } finally {
    await publisher.stop();
    await broker.stop();
  }
}

/** Births on demand, aliases, a value of before, a value that is none, a stale one, and a death. */
async function sparkplug({ plant, connected, sparkplugNode, until }) {
  await connected("sparkplug");
  const node = sparkplugNode(plant.ports.broker);
  await node.start();
  const [code] = await Promise.race([node.exited, pause(20_000).then(() => ["no end"])]);
  await node.stop();
  expectEqual("exit code of the sparkplug node", code, 0);
  const isOffline = async () => (await plant.readingsOf("oil-pressure")).some(({ reason }) => reason === "offline");
  await until("the death of the sparkplug node", isOffline);
  const told = (await plant.readingsOf("oil-pressure")).filter(({ ms }) => ms <= EPOCH_MS + 60_000);
  expectEqual(
    "oil-pressure",
    told.map(({ ms, value, reason }) => [ms - EPOCH_MS, Number.isNaN(value) ? null : value, reason]),
    [
      [-60_000, 3, ""],
      [0, 1, ""],
      [1_000, 2, ""],
      [2_000, null, "no_value"],
      [3_000, 4, "stale"],
    ],
  );
  return { sparkplugValues: told.length };
}

/** A server that goes away and comes back, and a register that it does not have. */
async function modbus({ plant, modbusServer, until }, { pymodbus }) {
  const server = modbusServer(pymodbus, plant.ports.modbus);
  try {
    await server.start();
    const points = ["m-int16", "m-uint16", "m-float", "m-swapped", "m-uint32", "m-missing"];
    const latest = async () => Promise.all(points.map(async (point) => (await plant.readingsOf(point)).at(-1)));
    const counted = async () => (await plant.readingsOf("m-float").catch(() => [])).length;
    await until("first registers", async () => (await counted()) > 2);
    await server.stop("SIGKILL");
    await pause(500);
    await server.start();
    const before = await counted();
    await until("registers after the restart", async () => (await counted()) > before + 2);
    const read = await latest();
    expectEqual(
      "registers",
      read.map(({ value, reason }) => (Number.isNaN(value) ? reason : value)),
      [-12, 65_535, 61.5 * 2 + 1, 61.5, 100_000, "modbus_exception_2"],
    );
    return { registers: points.length, readings: await counted() };
  } finally {
    await server.stop("SIGKILL");
  }
}

/** Each third value is uncertain or bad, a node changes its type, a clock is a day ahead, a node is not there, the server is restarted. */
async function opcua({ plant, connected, opcuaServer, until }, needs) {
  const STEPS = 9;
  let server = needs.opcuaServer;
  const stepThrough = async () => {
    await connected("opcua");
    await until("the first value", () => seen(["bearing", "liar"], from));
    for (let step = 1; step < STEPS; step++) {
      const number = await server.step();
      // A server keeps no value of before: each is seen before the next one comes.
      await until(`value ${number}`, () => seen(["bearing", "liar"], number));
    }
  };
  const seen = async (points, number) => {
    const all = await Promise.all(points.map(plant.readingsOf));
    return all.every((readings) => readings.some(({ ms }) => ms === EPOCH_MS + number * 1_000));
  };
  let from = 0;
  try {
    await stepThrough();
    await server.stop("SIGKILL");
    await until("the loss to be seen", async () => !(await plant.isUp("opcua")));
    from = STEPS;
    server = opcuaServer(plant.ports.opcua, plant.folder, from);
    await server.start();
    await stepThrough();
    const numbers = Array.from({ length: 2 * STEPS }, (_, number) => number);
    const qualities = ["", "UncertainLastUsableValue", "BadSensorFailure"];
    await until("all values", async () => (await plant.readingsOf("bearing")).length >= numbers.length).catch(() => undefined);
    expectEqual(
      "bearing",
      (await plant.readingsOf("bearing")).map(({ ms, value, reason }) => [ms - EPOCH_MS, value, reason]),
      // A server sends no value with a bad status.
      numbers.map((number) => [number * 1_000, number % 3 === 2 ? Number.NaN : 50 + number, qualities[number % 3]]),
    );
    expectEqual(
      "liar",
      (await plant.readingsOf("liar")).map(({ value, reason }) => (Number.isNaN(value) ? reason : value)),
      numbers.map((number) => (number % 2 === 0 ? number : "wrong_type")),
    );
    const ahead = await plant.readingsOf("ahead");
    expectEqual("ahead", [...new Set(ahead.map(({ reason }) => reason))], ["source_clock_ahead"]);
    expectEqual("nowhere", [...new Set((await plant.readingsOf("nowhere")).map(({ reason }) => reason))], ["BadNodeIdUnknown"]);
    const isWaveform = ({ id }) => id.startsWith("de-");
    await until("the waveforms", async () => (await plant.acquisitions()).filter(isWaveform).length >= 2);
    const waveforms = (await plant.acquisitions()).filter(isWaveform);
    expectEqual(
      "waveforms",
      waveforms.map(({ startTimeNs, samples }) => [Number(startTimeNs / 1_000_000n) - EPOCH_MS, samples]),
      [5, 15].map((number) => [number * 1_000, 2_000]),
    );
    return { values: numbers.length, waveforms: waveforms.length };
  } finally {
    await server.stop("SIGKILL");
  }
}

/** The whole suite knows a bearing by OPC UA alone, and names what wears out. */
async function story() {
  const { diagnoseByOpcua } = await partOf("story.mjs");
  const { acquisitions, failureMode, orders } = await diagnoseByOpcua();
  expectEqual("diagnosis", { failureMode, orders }, { failureMode: "bearing_outer_race", orders: 1 });
  return { acquisitions, failureMode, orders };
}

/** A file that comes in two halves is read once, whole; one that is none is put aside. */
async function folder({ plant, until }) {
  const path = `${plant.folder}/files`;
  const rows = (from, to) => Array.from({ length: to - from }, (_, i) => `${Math.sin((from + i) / 9).toFixed(6)}\n`).join("");
  await writeFile(`${path}/pump-20231115-0900.csv`, `a\n${rows(0, 500)}`);
  await writeFile(`${path}/pump-20231115-0901.wav`, "no sound");
  await pause(400);
  await writeFile(`${path}/pump-20231115-0900.csv`, `a\n${rows(0, 1_000)}`);
  const isFile = ({ id }) => id.startsWith("file-");
  await until("the file", async () => (await plant.acquisitions().catch(() => [])).some(isFile));
  const taken = (await plant.acquisitions()).filter(isFile);
  expectEqual(
    "files",
    taken.map(({ samples }) => samples),
    [1_000],
  );
  await until("the refusal", async () => existsSync(`${path}/refused/pump-20231115-0901.wav.reason.txt`));
  return { files: taken.length, refused: 1 };
}

/** What is no JSON is a bad reading; what is answered 204 is there. */
async function push({ plant, until }) {
  const post = (body) => fetch(`http://127.0.0.1:${plant.ports.push}/`, { method: "POST", body });
  await until("the door to be open", () =>
    post(JSON.stringify({ at: "2023-11-15T10:00:00Z", current: 12.5 })).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  expectEqual("answer", (await post("{")).status, 204);
  await until("both readings", async () => (await plant.readingsOf("pushed").catch(() => [])).length >= 2);
  const pushed = await plant.readingsOf("pushed");
  expectEqual(
    "pushed",
    pushed.map(({ value, reason }) => (Number.isNaN(value) ? reason : value)),
    [12.5, "bad_json"],
  );
  return { readings: pushed.length };
}

const valuesAt = (readings) => readings.map(({ ms, value }) => [ms - EPOCH_MS, value]);

/** The comparison itself must see what is planted into what was found. */
function expectFound(what, found, plant) {
  try {
    expectEqual("planted", plant(found), found);
  } catch {
    return;
  }
  throw new Error(`${what} was planted and not found`);
}

function expectEqual(what, found, wanted) {
  const [a, b] = [found, wanted].map((each) => JSON.stringify(each));
  if (a === b) return;
  const differing = Array.isArray(wanted) ? wanted.findIndex((each, i) => JSON.stringify(each) !== JSON.stringify(found[i])) : -1;
  const at =
    differing >= 0
      ? ` at ${differing}: ${JSON.stringify(found[differing])}, not ${JSON.stringify(wanted[differing])}`
      : ` ${a.slice(0, 300)}, not ${b.slice(0, 300)}`;
  throw new Error(`${what}: ${found?.length ?? ""} of ${wanted?.length ?? ""};${at}`);
}
