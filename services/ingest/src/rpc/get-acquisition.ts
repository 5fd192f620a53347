import { fromBinary } from "@bufbuild/protobuf";
import { AcquisitionSchema, type ArchiveService, assetRefFromWire } from "@phm/contracts";
import { acquisitionId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { WaveformArchive } from "../archive/waveform-archive.js";
import { archivedToWire } from "./archived-to-wire.js";

type GetAcquisition = MethodHandler<(typeof ArchiveService)["method"]["getAcquisition"]>;

export function getAcquisition(archive: WaveformArchive): GetAcquisition {
  return async ({ ref, id }) => {
    const archived = await archive.describe(assetRefFromWire(ref), acquisitionId(id, "id"));
    const acquisition = fromBinary(AcquisitionSchema, await archive.read(archived));
    return { archived: archivedToWire(archived), acquisition };
  };
}
