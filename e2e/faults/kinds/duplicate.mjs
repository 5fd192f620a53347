import { AcquisitionService } from "../../../packages/contracts/dist/index.js";
import { deliver } from "../../../packages/sender/dist/index.js";
import { createClient } from "../../../packages/service-kit/dist/index.js";

/** Two more senders of the same life, one of them sending all of it twice. */
export const duplicate = {
  kind: "duplicate delivery",
  shortRuns: 1,
  longRuns: 4,
  scenario: () => ({ strikes: [], beside: sendAgain }),
};

async function sendAgain({ suite, register }, life) {
  await register(life.config);
  const client = createClient(AcquisitionService, suite.grpcAddress.ingest);
  try {
    const twice = function* () {
      yield* life.acquisitions();
      yield* life.acquisitions();
    };
    const [once, again] = await Promise.all([deliver(life.acquisitions(), { client }), deliver(twice(), { client })]);
    if (once.rejected + again.rejected > 0) throw new Error(`${once.rejected + again.rejected} duplicates were rejected`);
  } finally {
    client.close();
  }
}
