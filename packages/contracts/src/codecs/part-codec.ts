import { create } from "@bufbuild/protobuf";
import { assetId, checkSparePart, InvalidValue, organisationId, type SparePart, siteId } from "@phm/domain";
import * as wire from "../gen/phm/part/v1/part_pb.js";
import { enumCodec } from "./enum-codec.js";
import { failureModeCodec } from "./health-codec.js";
import { present } from "./optional-fields.js";

export const MOVEMENT_KINDS = ["receive", "issue", "reserve", "release", "count", "limit"] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];

export const movementKindCodec = enumCodec<MovementKind, wire.MovementKind>({
  receive: wire.MovementKind.RECEIVE,
  issue: wire.MovementKind.ISSUE,
  reserve: wire.MovementKind.RESERVE,
  release: wire.MovementKind.RELEASE,
  count: wire.MovementKind.COUNT,
  limit: wire.MovementKind.LIMIT,
});

export function sparePartToWire({ name, usedFor, leadTimeDays, ...part }: SparePart): wire.SparePart {
  return create(wire.SparePartSchema, {
    ...part,
    nameEn: name.en,
    nameZh: name.zh,
    assets: [...usedFor.assets],
    failureModes: usedFor.failureModes.map((mode) => failureModeCodec.toWire(mode)),
    ...present({ leadTimeDays }),
  });
}

/** @throws InvalidValue naming the field that breaks a rule */
export function sparePartFromWire(message: wire.SparePart | undefined): SparePart {
  if (!message) throw new InvalidValue("part", undefined, "present");
  const { id, organisation, site, nameEn, nameZh, unit, supplier, leadTimeDays, assets, failureModes } = message;
  const part: SparePart = {
    id,
    organisation: organisationId(organisation),
    site: siteId(site),
    name: { en: nameEn, zh: nameZh },
    unit,
    supplier,
    ...present({ leadTimeDays }),
    usedFor: {
      assets: assets.map(assetId),
      failureModes: failureModes.map((mode, i) => failureModeCodec.fromWire(mode, `usedFor.failureModes[${i}]`)),
    },
  };
  checkSparePart(part);
  return part;
}
