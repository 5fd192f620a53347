import { create } from "@bufbuild/protobuf";
import { type Bearing, type BearingFigures, type BearingGeometry, type BearingOrders, InvalidValue } from "@phm/domain";
import * as wire from "../gen/phm/asset/v1/asset_pb.js";
import { enumCodec } from "./enum-codec.js";
import { present } from "./optional-fields.js";

const catalogueCodec = enumCodec<BearingFigures["catalogue"], wire.BearingCatalogue>({
  site: wire.BearingCatalogue.SITE,
  built_in: wire.BearingCatalogue.BUILT_IN,
});

const accuracyCodec = enumCodec<BearingFigures["accuracy"], wire.BearingAccuracy>({
  given: wire.BearingAccuracy.GIVEN,
  published: wire.BearingAccuracy.PUBLISHED,
  estimated: wire.BearingAccuracy.ESTIMATED,
});

export function bearingGeometryFromWire(message: wire.BearingGeometry): BearingGeometry {
  const { ballDiameterMm, pitchDiameterMm, balls, contactAngleDeg } = message;
  return { ballDiameterMm, pitchDiameterMm, balls, contactAngleDeg };
}

export function bearingOrdersFromWire({ bpfo, bpfi, bsf, ftf }: wire.BearingOrders): BearingOrders {
  return { bpfo, bpfi, bsf, ftf };
}

export function bearingFiguresToWire({ catalogue, accuracy, version, ...figures }: BearingFigures): wire.BearingFigures {
  return create(wire.BearingFiguresSchema, {
    ...figures,
    catalogue: catalogueCodec.toWire(catalogue),
    accuracy: accuracyCodec.toWire(accuracy),
    version: BigInt(version),
  });
}

/** @throws InvalidValue naming the field that is missing or unknown */
export function bearingFiguresFromWire(message: wire.BearingFigures | undefined, field: string): BearingFigures {
  if (!message?.orders) throw new InvalidValue(`${field}.orders`, undefined, "the orders bpfo, bpfi, bsf and ftf");
  const { designation, toleranceRatio, source, geometry, dynamicLoadRatingKn, fatigueExponent } = message;
  return {
    ...{ designation, toleranceRatio, source },
    catalogue: catalogueCodec.fromWire(message.catalogue, `${field}.catalogue`),
    accuracy: accuracyCodec.fromWire(message.accuracy, `${field}.accuracy`),
    version: Number(message.version),
    orders: bearingOrdersFromWire(message.orders),
    ...present({ geometry: geometry && bearingGeometryFromWire(geometry), dynamicLoadRatingKn, fatigueExponent }),
  };
}

export function bearingToWire({ resolvedFrom, ...stated }: Bearing): wire.Bearing {
  return create(wire.BearingSchema, { ...stated, ...present({ resolvedFrom: resolvedFrom && bearingFiguresToWire(resolvedFrom) }) });
}

/** @throws InvalidValue naming the field that cannot be read */
export function bearingFromWire(message: wire.Bearing): Bearing {
  const { designation, geometry, orders, dynamicLoadRatingKn, fatigueExponent, equivalentLoadN, resolvedFrom } = message;
  return present({
    ...{ designation, dynamicLoadRatingKn, fatigueExponent, equivalentLoadN },
    geometry: geometry && bearingGeometryFromWire(geometry),
    orders: orders && bearingOrdersFromWire(orders),
    resolvedFrom: resolvedFrom && bearingFiguresFromWire(resolvedFrom, "bearing.resolvedFrom"),
  });
}
