import { create } from "@bufbuild/protobuf";
import { type ArchivedAcquisitionMessage, ArchivedAcquisitionSchema, timeBaseCodec } from "@phm/contracts";
import type { ArchivedAcquisition } from "../archive/archive-index.js";

export function archivedToWire(archived: ArchivedAcquisition): ArchivedAcquisitionMessage {
  const { organisation, site, asset, acquisition, sampleRateHz, samples, points, speedRpm, loadN, sha256, samplesCrc32 } = archived;
  return create(ArchivedAcquisitionSchema, {
    ref: { organisation, site, asset },
    id: acquisition,
    timeBase: timeBaseCodec.toWire(archived.timeBase),
    startTimeNs: BigInt(archived.startTimeNs),
    sampleRateHz,
    samples,
    points: [...points],
    ...(speedRpm === undefined ? {} : { speedRpm }),
    ...(loadN === undefined ? {} : { loadN }),
    bytes: BigInt(archived.bytes),
    sha256,
    receivedNs: BigInt(archived.receivedNs),
    ...(samplesCrc32 === undefined ? {} : { samplesCrc32 }),
  });
}
