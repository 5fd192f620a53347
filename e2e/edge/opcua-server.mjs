// A server of node-opcua with its standard nodeset and a pump. Arguments: port, folder for its certificates, first reading's number.
import { createRequire } from "node:module";
import { join } from "node:path";

const [port, folder, from] = process.argv.slice(2);
const edge = createRequire(new URL("../../edge/package.json", import.meta.url));
const { OPCUAServer } = edge("node-opcua-server");
const { DataType, StatusCodes, Variant, VariantArrayType } = edge("node-opcua-client");
const { OPCUACertificateManager } = edge("node-opcua-certificate-manager");

const serverCertificateManager = new OPCUACertificateManager({ rootFolder: join(folder, "server-pki") });
await serverCertificateManager.initialize();
const server = new OPCUAServer({ port: Number(port), hostname: "127.0.0.1", serverCertificateManager, disableDiscovery: true });
await server.initialize();
const { addressSpace } = server.engine;
const namespace = addressSpace.getOwnNamespace();
const pump = namespace.addObject({ organizedBy: addressSpace.rootFolder.objects, browseName: "Pump" });
const variable = (name, dataType, more = {}) =>
  namespace.addVariable({ componentOf: pump, browseName: name, nodeId: `s=${name}`, dataType, minimumSamplingInterval: 20, ...more });
const bearing = variable("BearingTemperature", "Double");
const liar = variable("Liar", "BaseDataType");
const ahead = variable("Ahead", "Double");
const vibration = variable("Vibration", "Float", { valueRank: 1, arrayDimensions: [0] });

const EPOCH_MS = 1_700_000_000_000;
const QUALITIES = [StatusCodes.Good, StatusCodes.UncertainLastUsableValue, StatusCodes.BadSensorFailure];
const timeOf = (number) => new Date(EPOCH_MS + number * 1_000);
const double = (value) => new Variant({ dataType: DataType.Double, value });
let number = Number(from);
function step() {
  bearing.setValueFromSource(double(50 + number), QUALITIES[number % 3], timeOf(number));
  const lie = number % 2 === 0 ? double(number) : new Variant({ dataType: DataType.String, value: "ERR" });
  liar.setValueFromSource(lie, StatusCodes.Good, timeOf(number));
  ahead.setValueFromSource(double(number), StatusCodes.Good, new Date(Date.now() + 86_400_000 + number));
  if (number % 10 === 5) {
    const value = Float32Array.from({ length: 2_000 }, (_, i) => Math.sin(i / 5 + number));
    const samples = new Variant({ dataType: DataType.Float, arrayType: VariantArrayType.Array, value });
    vibration.setValueFromSource(samples, StatusCodes.Good, timeOf(number));
  }
  number += 1;
}
step();
await server.start();
process.stdout.write("ready\n");
process.on("message", (what) => {
  if (what === "step") {
    step();
    process.send({ stepped: number - 1 });
  }
});
