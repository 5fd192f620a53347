import { toBinary } from "@bufbuild/protobuf";
import { AcquisitionSchema, ArchiveService, assetRefToWire } from "@phm/contracts";
import { type ClientCalls, checkSamples, createClient, ServiceError } from "@phm/service-kit";
import type { ArchivedAcquisition, ArchiveRange, WaveformArchive } from "./waveform-archive.js";

const PAGE = 1_000;
/** An acquisition is at most 4 MiB; the archive may have to fetch it from a slow disk. */
const DEADLINE_MS = 10_000;

/** The archive as ingest serves it. @param address `host:port` */
export function connectWaveformArchive(address: string): WaveformArchive & { close(): void } {
  const { call, close } = createClient(ArchiveService, address, { idempotent: true, deadlineMs: DEADLINE_MS });
  return {
    close,
    async get(ref, acquisition) {
      const answer = await call.getAcquisition({ ref: assetRefToWire(ref), id: acquisition });
      if (!answer.acquisition) throw new ServiceError("internal", `the archive answered without acquisition ${acquisition}`);
      checkSamples(answer.acquisition, answer.archived?.samplesCrc32);
      return toBinary(AcquisitionSchema, answer.acquisition);
    },
    list: (range, max) => list(call, range, max),
    first: async (range, limit) => (await page(call, range, limit, "")).found,
  };
}

async function list(call: ClientCalls<typeof ArchiveService>, range: ArchiveRange, max: number): Promise<ArchivedAcquisition[]> {
  const all: ArchivedAcquisition[] = [];
  let cursor = "";
  do {
    const { found, nextCursor } = await page(call, range, PAGE, cursor);
    all.push(...found);
    if (all.length > max) throw tooMany(max);
    cursor = nextCursor;
  } while (cursor !== "");
  return all;
}

async function page(call: ClientCalls<typeof ArchiveService>, { ref, point, fromNs, toNs }: ArchiveRange, limit: number, cursor: string) {
  const { acquisitions, nextCursor } = await call.listAcquisitions({ ref: assetRefToWire(ref), point, fromNs, toNs, limit, cursor });
  return { found: acquisitions.map(({ id, startTimeNs }) => ({ id, timeNs: startTimeNs })), nextCursor };
}

function tooMany(max: number): ServiceError {
  const limit = `a range with at most ${max} acquisitions`;
  return new ServiceError("invalid_argument", `the range holds more acquisitions than can be chosen from; it must be ${limit}`, {
    field: "to_ns",
    limit,
    reason: "range_too_large",
  });
}
