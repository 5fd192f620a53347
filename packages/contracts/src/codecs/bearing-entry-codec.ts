import { create } from "@bufbuild/protobuf";
import { type BearingEntry, type BearingRevision, InvalidValue, type SiteBearing } from "@phm/domain";
import * as wire from "../gen/phm/bearing/v1/bearing_pb.js";
import { bearingFiguresFromWire, bearingFiguresToWire, bearingGeometryFromWire, bearingOrdersFromWire } from "./bearing-codec.js";
import { present } from "./optional-fields.js";

export function siteBearingToWire(bearing: SiteBearing): wire.SiteBearing {
  return create(wire.SiteBearingSchema, { ...bearing });
}

/** @throws InvalidValue when it is missing. What it says is checked where it enters the catalogue. */
export function siteBearingFromWire(message: wire.SiteBearing | undefined): SiteBearing {
  if (!message) throw new InvalidValue("bearing", undefined, "a bearing with its designation, figures and source");
  const { designation, source, maker, notes, geometry, orders, dynamicLoadRatingKn, fatigueExponent } = message;
  return {
    ...{ designation, source },
    ...present({
      ...{ maker, notes, dynamicLoadRatingKn, fatigueExponent },
      geometry: geometry && bearingGeometryFromWire(geometry),
      orders: orders && bearingOrdersFromWire(orders),
    }),
  };
}

export function bearingEntryToWire({ figures, version, ...entry }: BearingEntry): wire.BearingEntry {
  return create(wire.BearingEntrySchema, { ...entry, figures: bearingFiguresToWire(figures), version: BigInt(version) });
}

/** @throws InvalidValue when it is missing, naming the field */
export function bearingEntryFromWire(message: wire.BearingEntry | undefined): BearingEntry {
  if (!message) throw new InvalidValue("entry", undefined, "present, with its figures");
  const { figures, maker, notes, version, hasBuiltIn } = message;
  const known = { figures: bearingFiguresFromWire(figures, "entry.figures"), version: Number(version), hasBuiltIn };
  return { ...known, ...present({ maker, notes }) };
}

export function bearingRevisionToWire({ version, bearing, ...revision }: BearingRevision): wire.BearingRevision {
  return create(wire.BearingRevisionSchema, {
    ...revision,
    version: BigInt(version),
    ...present({ bearing: bearing && siteBearingToWire(bearing) }),
  });
}

export function bearingRevisionFromWire({ version, author, timeNs, note, bearing }: wire.BearingRevision): BearingRevision {
  return { version: Number(version), author, timeNs, note, ...present({ bearing: bearing && siteBearingFromWire(bearing) }) };
}
