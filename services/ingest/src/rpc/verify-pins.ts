import { evidenceReferenceToWire, type RetentionService } from "@phm/contracts";
import { type MethodHandler, page } from "@phm/service-kit";
import type { WaveformArchive } from "../archive/waveform-archive.js";
import type { EvidencePins } from "../retention/evidence-pins.js";
import { verifyPins as verify } from "../retention/verify-pins.js";
import { archivedToWire } from "./archived-to-wire.js";
import { siteOf } from "./site-of.js";

/** Each costs reading up to 4 MiB. */
const LIMIT = { max: 200, fallback: 50 };

type VerifyPins = MethodHandler<(typeof RetentionService)["method"]["verifyPins"]>;

export function verifyPins(archive: WaveformArchive, pins: EvidencePins): VerifyPins {
  return async (request) => {
    const { sound, damaged, nextCursor } = await verify(archive, pins, siteOf(request), page(request, LIMIT));
    return {
      sound: BigInt(sound),
      damaged: damaged.map(({ pin, archived, problem }) => ({
        pin: evidenceReferenceToWire(pin),
        ...(archived ? { archived: archivedToWire(archived) } : {}),
        problem,
      })),
      nextCursor: nextCursor ?? "",
    };
  };
}
