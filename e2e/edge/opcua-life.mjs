// A server of node-opcua that measures a simulated bearing until it is worn out. Arguments: port, folder for its certificates. One acquisition a step.
import { createRequire } from "node:module";
import { join } from "node:path";
import { distOf } from "../../scripts/lib/dist.mjs";

const [port, folder] = process.argv.slice(2);
const edge = createRequire(new URL("../../edge/package.json", import.meta.url));
const { OPCUAServer } = edge("node-opcua-server");
const { DataType, StatusCodes, Variant, VariantArrayType } = edge("node-opcua-client");
const { OPCUACertificateManager } = edge("node-opcua-certificate-manager");
const { shortLife } = await import(distOf("packages/testkit"));

const serverCertificateManager = new OPCUACertificateManager({ rootFolder: join(folder, "life-pki") });
await serverCertificateManager.initialize();
const server = new OPCUAServer({ port: Number(port), hostname: "127.0.0.1", serverCertificateManager, disableDiscovery: true });
await server.initialize();
const namespace = server.engine.addressSpace.getOwnNamespace();
const variable = namespace.addVariable({
  ...{ organizedBy: server.engine.addressSpace.rootFolder.objects, browseName: "Vibration", nodeId: "s=Vibration" },
  ...{ dataType: "Float", valueRank: 1, arrayDimensions: [0], minimumSamplingInterval: 20 },
});
const life = shortLife(1).acquisitions()[Symbol.iterator]();
let stepped = 0;
function step() {
  const { value: acquisition } = life.next();
  const { data, scale } = acquisition.channels[0];
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const value = Float32Array.from({ length: acquisition.samples }, (_, i) => view.getInt16(2 * i, true) * scale);
  const time = new Date(Number(acquisition.startTimeNs / 1_000_000n));
  const samples = new Variant({ dataType: DataType.Float, arrayType: VariantArrayType.Array, value });
  variable.setValueFromSource(samples, StatusCodes.Good, time);
  stepped += 1;
}
step();
await server.start();
process.on("message", (what) => {
  if (what !== "step") return;
  step();
  process.send({ stepped });
});
