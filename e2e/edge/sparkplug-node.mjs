// An edge node that speaks Sparkplug B as Eclipse Tahu's library encodes it. Argument: port of the broker. Ends when it has told its story.
import { once } from "node:events";
import { createRequire } from "node:module";

const [port] = process.argv.slice(2);
const edge = createRequire(new URL("../../edge/package.json", import.meta.url));
const mqtt = edge("mqtt");
const { decodePayload, encodePayload } = edge("sparkplug-payload").get("spBv1.0");

const EPOCH_MS = 1_700_000_000_000;
const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, { clientId: "sparkplug-node" });
let seq = 0;
const publish = (kind, metrics, device) => {
  seq = kind === "NBIRTH" ? 0 : (seq + 1) % 256;
  const payload = encodePayload({ timestamp: EPOCH_MS, seq, metrics });
  return client.publishAsync(`spBv1.0/plant/${kind}/node-1${device ? `/${device}` : ""}`, Buffer.from(payload), { qos: 1 });
};
const metric = (value, more) => ({ name: "", alias: 7, type: "Double", value, ...more });
const birth = async () => {
  await publish("NBIRTH", [{ name: "Node Control/Rebirth", type: "Boolean", value: false }]);
  const oil = { name: "oil/pressure", alias: 7, type: "Double", value: 1, timestamp: EPOCH_MS };
  await publish("DBIRTH", [oil], "pump");
};

await once(client, "connect");
await client.subscribeAsync(["spBv1.0/plant/NCMD/node-1", "spBv1.0/STATE/#"], { qos: 1 });
const born = new Promise((resolve) => {
  let online = false;
  let asked = false;
  client.on("message", (topic, payload) => {
    if (topic.startsWith("spBv1.0/STATE/")) online ||= JSON.parse(payload.toString()).online === true;
    else asked ||= decodePayload(payload).metrics.some(({ name, value }) => name === "Node Control/Rebirth" && value === true);
    if (online && asked) resolve();
  });
});
// Nothing is known of this alias yet: the host must ask for a birth.
await publish("DDATA", [metric(99, { timestamp: EPOCH_MS + 500 })], "pump");
await born;
await birth();
await publish("DDATA", [metric(2, { timestamp: EPOCH_MS + 1_000 })], "pump");
await publish("DDATA", [metric(3, { timestamp: EPOCH_MS - 60_000, isHistorical: true })], "pump");
await publish("DDATA", [metric(null, { timestamp: EPOCH_MS + 2_000, isNull: true })], "pump");
const stale = { Quality: { type: "Int32", value: 500 } };
await publish("DDATA", [metric(4, { timestamp: EPOCH_MS + 3_000, properties: stale })], "pump");
await publish("DDEATH", [], "pump");
await client.endAsync();
