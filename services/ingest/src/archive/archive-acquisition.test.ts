import { describe, expect, it } from "@jest/globals";
import { InvalidValue } from "@phm/domain";
import { Metrics, type ReceivedMessage, ServiceError } from "@phm/service-kit";
import { IngestMetrics } from "../metrics.js";
import { archiveAcquisition } from "./archive-acquisition.js";
import type { WaveformArchive } from "./waveform-archive.js";

function message(headers: Readonly<Record<string, string>> = {}): ReceivedMessage {
  const place = { subject: "phm.acquisition.v1.1.o.s.a", stream: "PHM_ACQUISITION", durable: "ingest-1", sequence: 1, attempt: 1 };
  return { ...place, messageId: "m", payload: new Uint8Array(3), header: (name) => headers[name] };
}

/** Runs the handler on an archive that does as told. */
async function handle(store: WaveformArchive["store"], headers?: Readonly<Record<string, string>>): Promise<Metrics> {
  const metrics = new Metrics("ingest");
  const handler = archiveAcquisition({ store } as WaveformArchive, new IngestMetrics(metrics));
  await handler(message(headers), new AbortController().signal);
  return metrics;
}

const failingWith = (error: unknown) => handle(() => Promise.reject(error));
const disk = Object.assign(new Error("no space"), { code: "ENOSPC", syscall: "write" });

describe("archiving a message", () => {
  it.each([
    ["a full disk", disk],
    ["a database that is away", new ServiceError("unavailable", "away")],
    ["a store that fails in a way of its own", Object.assign(new Error("database disk image is malformed"), { code: "SQLITE_CORRUPT" })],
    ["rights that are missing", new ServiceError("permission_denied", "no")],
    ["a fault of our own", new TypeError("undefined is not a function")],
  ])("%s is back-pressure: the message is tried again, never given up", async (_what, error) => {
    await expect(failingWith(error)).rejects.toMatchObject({ name: "ServiceError", retryable: true });
  });

  it.each([
    ["a value that breaks a rule", new InvalidValue("id", "", "a name")],
    ["another content under a known id", new ServiceError("already_exists", "taken", { reason: "id_conflict" })],
    ["bytes that are no acquisition", new ServiceError("invalid_argument", "garbage", { reason: "undecodable" })],
  ])("%s is a fault of the message, which no repetition mends", async (_what, error) => {
    const failure = await failingWith(error).catch((thrown: unknown) => ServiceError.from(thrown));
    expect(failure).toMatchObject({ retryable: false });
  });

  it("notes when ingest received it, not when it came to the archive", async () => {
    const received: bigint[] = [];
    await handle(
      async (_payload, receivedNs) => {
        received.push(receivedNs);
        return "stored";
      },
      { "Phm-Received-Ns": "1700000000000000001" },
    );
    expect(received).toEqual([1_700_000_000_000_000_001n]);
  });

  it("counts acquisitions by result, and the bytes of those that are new", async () => {
    const text = async (result: "stored" | "known") => (await handle(async () => result)).registry.metrics();
    expect(await text("stored")).toContain('phm_ingest_archived_total{result="stored"} 1');
    expect(await text("stored")).toContain("phm_ingest_archived_bytes_total 3");
    expect(await text("known")).toContain('phm_ingest_archived_total{result="known"} 1');
    expect(await text("known")).toContain("phm_ingest_archived_bytes_total 0");
  });
});
