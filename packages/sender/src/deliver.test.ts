import { afterEach, describe, expect, it } from "@jest/globals";
import { AcquisitionService, type SubmitRequest } from "@phm/contracts";
import { type Acquisition, acquisitionId, assetRef, InvalidValue, pointId } from "@phm/domain";
import {
  createClient,
  createLogger,
  defineService,
  GrpcServer,
  type MethodHandler,
  Metrics,
  type ServiceClient,
  ServiceError,
} from "@phm/service-kit";
import { deliver } from "./deliver.js";
import type { RejectedAcquisition } from "./delivery-options.js";

type Submit = MethodHandler<(typeof AcquisitionService)["method"]["submit"]>;
type Answer = { accepted: boolean } | { rejected: { reason: string; retryable: boolean } } | "break";

const open: { stop(): Promise<void> | void }[] = [];
afterEach(async () => {
  for (const held of open.splice(0).reverse()) await held.stop();
});

/** An ingest on a real socket that answers as the test says; `seen` is every acquisition in the order of arrival. */
async function ingest(
  answerTo: (id: string, nth: number) => Answer,
): Promise<{ client: ServiceClient<typeof AcquisitionService>; seen: string[] }> {
  const seen: string[] = [];
  const submit: Submit = async (stream) => {
    for await (const { acquisition } of stream.requests as AsyncIterable<SubmitRequest>) {
      if (!acquisition) continue;
      const { ref, id } = acquisition;
      seen.push(id);
      const answer = answerTo(id, seen.length);
      if (answer === "break") throw new ServiceError("unavailable", "the test breaks the stream");
      const identity = ref ? { ref, id } : { id };
      if ("accepted" in answer) await stream.send({ ...identity, outcome: { case: "accepted", value: { duplicate: !answer.accepted } } });
      else
        await stream.send({
          ...identity,
          outcome: { case: "rejected", value: { field: "f", value: "v", limit: "l", ...answer.rejected } },
        });
    }
  };
  const logger = createLogger({ service: "test", level: "silent" });
  const server = new GrpcServer({
    host: "127.0.0.1",
    port: 0,
    services: [defineService(AcquisitionService, { submit })],
    logger,
    metrics: new Metrics("test"),
  });
  open.push(server);
  const client = createClient(AcquisitionService, `127.0.0.1:${await server.start()}`);
  open.push({ stop: () => client.close() });
  return { client, seen };
}

function* acquisitions(count: number, samples = 4): Iterable<Acquisition> {
  for (let i = 0; i < count; i++) {
    yield {
      ref: assetRef("default", "default", "P-101"),
      id: acquisitionId(String(i).padStart(4, "0")),
      timeBase: "recorded",
      startTimeNs: BigInt(i + 1) * 1_000_000_000n,
      sampleRateHz: 100,
      samples,
      channels: [
        { point: pointId("h"), quantity: "acceleration", unit: "g", encoding: "i16le", scale: 1, data: new Uint8Array(samples * 2) },
      ],
    };
  }
}

const ids = (count: number) => [...acquisitions(count)].map(({ id }) => id as string);

describe("a delivery", () => {
  it("ends when every acquisition has been answered, and counts the answers", async () => {
    const { client, seen } = await ingest((_id, nth) => ({ accepted: nth % 2 === 1 }));
    await expect(deliver(acquisitions(100), { client })).resolves.toEqual({ accepted: 50, duplicates: 50, rejected: 0 });
    expect(seen).toEqual(ids(100));
  });

  it("sends what was not answered again, in order, after the stream broke", async () => {
    let retries = 0;
    const { client, seen } = await ingest((_id, nth) => (nth === 20 || nth === 45 ? "break" : { accepted: true }));
    const counts = await deliver(acquisitions(100), { client, window: 8, onRetry: () => retries++ });
    expect(counts.accepted + counts.duplicates).toBe(100);
    expect(retries).toBe(2);
    expect([...new Set(seen)]).toEqual(ids(100));
    for (let i = 1; i < seen.length; i++) {
      const step = Number(seen[i]) - Number(seen[i - 1]);
      expect(step === 1 || step <= 0).toBe(true);
    }
  });

  it("reports what is refused for good and goes on", async () => {
    const { client } = await ingest((id) =>
      id === "0003" ? { rejected: { reason: "unknown_point", retryable: false } } : { accepted: true },
    );
    const rejected: RejectedAcquisition[] = [];
    await expect(deliver(acquisitions(10), { client, onRejected: (each) => rejected.push(each) })).resolves.toEqual({
      accepted: 9,
      duplicates: 0,
      rejected: 1,
    });
    expect(rejected.map(({ acquisition, reason }) => [acquisition.id, reason])).toEqual([["0003", "unknown_point"]]);
  });

  it("tries again what ingest cannot take yet", async () => {
    const { client } = await ingest((_id, nth) =>
      nth === 1 ? { rejected: { reason: "unknown_asset", retryable: true } } : { accepted: true },
    );
    await expect(deliver(acquisitions(3), { client })).resolves.toMatchObject({ accepted: 3, rejected: 0 });
  });

  it("keeps what is over 4 MiB at home, names the limit, and goes on", async () => {
    const { client, seen } = await ingest(() => ({ accepted: true }));
    const rejected: RejectedAcquisition[] = [];
    const source = [...acquisitions(1, 2_200_000), ...[...acquisitions(2)].slice(1)];
    await expect(deliver(source, { client, onRejected: (each) => rejected.push(each) })).resolves.toMatchObject({
      accepted: 1,
      rejected: 1,
    });
    expect(rejected[0]).toMatchObject({ reason: "too_large", limit: "at most 4194304 bytes" });
    expect(seen).toEqual(["0001"]);
  });

  it("never has more under way than its window", async () => {
    let underWay = 0;
    let most = 0;
    const { client } = await ingest(() => {
      underWay--;
      return { accepted: true };
    });
    function* counted() {
      for (const acquisition of acquisitions(200)) {
        most = Math.max(most, ++underWay);
        yield acquisition;
      }
    }
    await deliver(counted(), { client, window: 4 });
    expect(most).toBeLessThanOrEqual(4 + 1);
  });

  it("fails with the source's own error when the source breaks", async () => {
    const { client } = await ingest(() => ({ accepted: true }));
    function* breaking() {
      yield* acquisitions(3);
      throw new InvalidValue("sha256", "bad", "good");
    }
    await expect(deliver(breaking(), { client })).rejects.toMatchObject({ code: "invalid_argument", field: "sha256" });
  });

  it("gives up with the reason when ingest stays away for longer than the patience", async () => {
    const client = createClient(AcquisitionService, "127.0.0.1:1");
    open.push({ stop: () => client.close() });
    await expect(deliver(acquisitions(1), { client, patienceMs: 0 })).rejects.toMatchObject({ code: "unavailable" });
  });
});
