import { type MovementMessage, movementKindCodec, type PartRecordMessage } from "@phm/contracts";
import { formatTimeNs, type SparePart } from "@phm/domain";

/** A part with its stock, as the API shows it. */
export function partView({ stores, reservations, available, short, version }: PartRecordMessage, part: SparePart) {
  const { id, name, unit, supplier, leadTimeDays, usedFor } = part;
  return {
    ...{ id, nameEn: name.en, nameZh: name.zh, unit, supplier, leadTimeDays: leadTimeDays ?? null, ...usedFor },
    ...{ available, short, version: Number(version) },
    stores: stores.map(({ store, onHand, min, max }) => ({ store, onHand, min: min ?? null, max: max ?? null })),
    reservations: reservations.map(({ order, store, quantity }) => ({ order, store, quantity })),
  };
}

/** One movement; what its kind does not have is null. */
export function movementView({ id, kind, store, quantity, order, min, max, actor, note, timeNs }: MovementMessage) {
  return {
    ...{ id, kind: movementKindCodec.fromWire(kind, "kind"), store, quantity: quantity ?? null, order: order || null },
    ...{ min: min ?? null, max: max ?? null, actor, note, time: formatTimeNs(timeNs) },
  };
}
