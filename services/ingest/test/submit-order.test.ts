import { fromBinary } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { AcquisitionSchema, acquisitionToWire, type SubmitResponse, subjectOf } from "@phm/contracts";
import type { Acquisition, AssetConfig } from "@phm/domain";
import { deliver } from "@phm/sender";
import { AssetDirectory, type Service } from "@phm/service-kit";
import { waitFor } from "@phm/testkit";
import { createIngest, readConfig } from "../src/index.js";
import { acquisitionOf, acquisitionsOf, pump } from "./acquisitions.js";
import { type Surroundings, surroundings } from "./running-ingest.js";

const STREAM = "PHM_ACQUISITION";
const BEHIND = { case: "rejected", value: { reason: "behind_awaited", field: "id", value: "second-2", retryable: true, conflict: false } };
const UNKNOWN = { case: "rejected", value: { reason: "unknown_asset", retryable: true } };
const ACCEPTED = { case: "accepted", value: { duplicate: false } };

let around: Surroundings;
let ingest: Service;
beforeAll(async () => {
  around = await surroundings([]);
  ingest = createIngest(readConfig(around.env));
  await ingest.start();
}, 60_000);
afterAll(async () => {
  await ingest?.stop();
  await around?.close();
});

async function register(config: AssetConfig): Promise<void> {
  const directory = await AssetDirectory.open(around.link);
  await directory.announce(config);
  directory.close();
}

/** One stream on which each acquisition is answered before the next. */
function openStream() {
  const stream = around.acquisitions.call.submit();
  const responses = stream.responses[Symbol.asyncIterator]();
  return {
    submit: async (acquisition: Acquisition): Promise<SubmitResponse["outcome"]> => {
      await stream.send({ acquisition: acquisitionToWire(acquisition) });
      return ((await responses.next()).value as SubmitResponse).outcome;
    },
    close: () => stream.cancel(),
  };
}

/** Of an asset, the acquisitions on the broker in their order there. */
async function published({ ref }: AssetConfig): Promise<string[]> {
  const { state } = await around.link.manager.streams.info(STREAM);
  const ids: string[] = [];
  for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
    const message = await around.link.manager.streams.getMessage(STREAM, { seq });
    if (message?.subject === subjectOf("acquisition", ref)) ids.push(fromBinary(AcquisitionSchema, message.data).id);
  }
  return ids;
}

describe("acquisitions of an asset that is registered while they come in", () => {
  test("are not taken on a stream before the first that it was refused", async () => {
    const fan = pump("fan");
    const [stream, other] = [openStream(), openStream()];
    expect(await stream.submit(acquisitionOf(fan, 1))).toMatchObject(UNKNOWN);
    await register(fan);
    await waitFor(async () => (await other.submit(acquisitionOf(fan, 0))).case === "accepted", { what: "ingest to know the fan" });
    expect(await stream.submit(acquisitionOf(fan, 2))).toMatchObject(BEHIND);
    expect(await stream.submit(acquisitionOf(fan, 1))).toMatchObject(ACCEPTED);
    expect(await stream.submit(acquisitionOf(fan, 2))).toMatchObject(ACCEPTED);
    expect(await published(fan)).toEqual(["second-0", "second-1", "second-2"]);
    stream.close();
    other.close();
  });

  test("reach the broker whole and in the order of sending", async () => {
    const blower = pump("blower");
    const acquisitions = acquisitionsOf(blower, 100);
    let registered: Promise<void> | undefined;
    const onRetry = () => {
      registered ??= register(blower);
    };
    await expect(deliver(acquisitions, { client: around.acquisitions, onRetry })).resolves.toMatchObject({ accepted: 100, rejected: 0 });
    expect(registered).toBeDefined();
    await registered;
    expect(await published(blower)).toEqual(acquisitions.map(({ id }) => id));
  });
});
