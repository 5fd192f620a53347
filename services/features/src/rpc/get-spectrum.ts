import { assetRefFromWire, type FeatureService, spectrumKindCodec, spectrumToWire, unitCodec } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { KeptSpectra } from "../spectra/kept-spectra.js";

type GetSpectrum = MethodHandler<(typeof FeatureService)["method"]["getSpectrum"]>;

/** A spectrum that is on record. */
export function getSpectrum(spectra: KeptSpectra): GetSpectrum {
  return async ({ ref, point, acquisition, kind, lowHz, highHz }) => {
    const choice = {
      kind: spectrumKindCodec.fromWire(kind, "kind"),
      ...(lowHz === undefined ? {} : { lowHz }),
      ...(highHz === undefined ? {} : { highHz }),
    };
    const { timeNs, unit, spectrum } = await spectra.get(assetRefFromWire(ref), point, acquisition, choice);
    return { timeNs, unit: unitCodec.toWire(unit), spectrum: spectrumToWire(spectrum) };
  };
}
