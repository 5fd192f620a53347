import { fromBinary } from "@bufbuild/protobuf";
import { AcquisitionSchema, acquisitionFromWire } from "@phm/contracts";
import type { Acquisition, Unit } from "@phm/domain";
import { decodeSamples } from "@phm/dsp";
import { NotComputable } from "./not-computable.js";

/** One channel of an archived acquisition. */
export interface ChannelWaveform {
  readonly acquisition: Acquisition;
  readonly unit: Unit;
  readonly samples: Float32Array;
}

/** @throws NotComputable when the acquisition has no such point; InvalidValue when it cannot be read */
export function channelWaveform(payload: Uint8Array, point: string): ChannelWaveform {
  const acquisition = acquisitionFromWire(fromBinary(AcquisitionSchema, payload));
  const channel = acquisition.channels.find((candidate) => candidate.point === point);
  if (!channel) {
    const points = acquisition.channels.map((candidate) => candidate.point).join(", ");
    throw new NotComputable("not_found", `acquisition ${acquisition.id} has no point ${point}; it has ${points}`);
  }
  return { acquisition, unit: channel.unit, samples: decodeSamples(channel.data, channel.encoding, channel.scale) };
}
