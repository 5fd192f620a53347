import { type BearingDesignLife, type DesignLife, formatTimeNs } from "@phm/domain";

/** Design lives as the API shows them: apart from remaining life, each with its inputs, or with what is missing. */
export function designLifeView({ asOfNs, commissionedAtNs, bearings }: DesignLife) {
  return {
    asOf: formatTimeNs(asOfNs),
    commissionedAt: commissionedAtNs === undefined ? null : formatTimeNs(commissionedAtNs),
    bearings: bearings.map(bearingView),
  };
}

function bearingView({ figures, missing, designation, ...bearing }: BearingDesignLife) {
  return {
    ...bearing,
    designation: designation ?? null,
    figures: figures ?? null,
    // Under the name that the field has in the API.
    missing: missing.map((input) => (input === "commissionedAtNs" ? "commissionedAt" : input)),
  };
}
