import { assetRefFromWire, type FeatureService, keepReasonCodec, spectrumKindCodec, unitCodec } from "@phm/contracts";
import { type MethodHandler, pageRange } from "@phm/service-kit";
import type { KeptSpectra } from "../spectra/kept-spectra.js";

const LIMIT = { max: 1_000, fallback: 100 };

type ListSpectra = MethodHandler<(typeof FeatureService)["method"]["listSpectra"]>;

/** Which spectra of a point are on record, newest first. */
export function listSpectra(spectra: KeptSpectra): ListSpectra {
  return async (request) => {
    const { kept, nextCursor } = await spectra.list(assetRefFromWire(request.ref), request.point, pageRange(request, LIMIT));
    return {
      kept: kept.map((outlines) => ({
        acquisition: outlines.acquisition,
        timeNs: BigInt(outlines.time),
        featureSet: outlines.featureSet,
        reason: keepReasonCodec.toWire(outlines.reason),
        unit: unitCodec.toWire(outlines.unit),
        spectra: outlines.spectra.map((outline) => ({ ...outline, kind: spectrumKindCodec.toWire(outline.kind) })),
      })),
      nextCursor: nextCursor ?? "",
    };
  };
}
