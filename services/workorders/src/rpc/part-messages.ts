import { create } from "@bufbuild/protobuf";
import type { StockCommand } from "@phm/advisory";
import {
  type MovementMessage,
  MovementSchema,
  movementKindCodec,
  type PartRecordMessage,
  PartRecordSchema,
  sparePartToWire,
} from "@phm/contracts";
import { InvalidValue, organisationId, siteId } from "@phm/domain";
import type { BookedMovement, Movement, PartKey } from "../parts/part-store.js";
import type { PartRecord } from "../parts/stored-part.js";

/** @throws InvalidValue naming the field */
export function partKey({ organisation, site, id }: { organisation: string; site: string; id: string }): PartKey {
  return { organisation: organisationId(organisation), site: siteId(site), id };
}

export function partRecordToWire({ part, stock, available, short, version }: PartRecord): PartRecordMessage {
  const { stores, reservations } = stock;
  return create(PartRecordSchema, {
    ...{ part: sparePartToWire(part), stores: [...stores], reservations: [...reservations] },
    ...{ available, short, version: BigInt(version) },
  });
}

/** @throws InvalidValue naming what a movement of its kind must have */
export function movementFromWire(message: MovementMessage | undefined): Movement {
  if (!message) throw new InvalidValue("movement", undefined, "present");
  const { id, actor, note } = message;
  return { id, actor, note, command: commandOf(message) };
}

function commandOf({ kind: wireKind, store, quantity, order, min, max }: MovementMessage): StockCommand {
  const kind = movementKindCodec.fromWire(wireKind, "movement.kind");
  const limits = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
  if (kind === "limit") return { kind, store, ...limits };
  if (kind === "release") return { kind, store, order };
  if (quantity === undefined) throw new InvalidValue("movement.quantity", undefined, `present to ${kind}`);
  if (kind === "reserve") return { kind, store, quantity, order };
  if (kind === "issue") return { kind, store, quantity, ...(order ? { order } : {}) };
  return { kind, store, quantity };
}

export function movementToWire({ id, command, actor, note, timeNs }: BookedMovement): MovementMessage {
  const { kind, ...facts } = command;
  return create(MovementSchema, { id, kind: movementKindCodec.toWire(kind), ...facts, actor, note, timeNs });
}
