import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePorts } from "../../packages/launcher/dist/index.js";
import { KeyFile, makeApiKey } from "../../packages/service-kit/dist/index.js";
import { createGateway, readConfig } from "../../services/gateway/dist/index.js";

/**
 * A second gateway before the services of a plant, which asks for keys.
 * @param whose id, role and organisation of each key
 * @returns the secret of each by its id
 */
export async function guardedGateway({ suite }, whose) {
  const folder = await mkdtemp(join(tmpdir(), "phm-guarded-"));
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const made = whose.map((each) => makeApiKey({ ...each, expiresAt }));
  const file = join(folder, "keys.json");
  await new KeyFile(file).write(made.map(({ key }) => key));
  const secrets = Object.fromEntries(made.map(({ key, secret }) => [key.id, secret]));
  const { api, ops } = await freePorts();
  const { ingest, features, predict, workorders } = suite.suite.grpcAddress;
  const gateway = createGateway(
    readConfig({
      ...{ LOG_LEVEL: "silent", PHM_DATA_DIR: folder, PHM_API_KEYS_FILE: file },
      ...{ PHM_API_PORT: String(api), PHM_HTTP_PORT: String(ops.gateway) },
      ...{ PHM_INGEST_ADDRESS: ingest, PHM_FEATURES_ADDRESS: features, PHM_PREDICT_ADDRESS: predict, PHM_WORKORDERS_ADDRESS: workorders },
      PHM_CONSOLE_DIR: "console/dist",
      NATS_URL: suite.suite.natsUrl,
    }),
  );
  await gateway.start();
  const close = async () => {
    await gateway.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: `http://127.0.0.1:${api}`, secrets, close };
}
