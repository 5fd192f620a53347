import {
  type Equipment,
  type EquipmentCode,
  type EquipmentCommand,
  type EquipmentKind,
  type EquipmentRecord,
  type EquipmentState,
  InvalidValue,
} from "@phm/domain";

/** A node as somebody states it to be. */
export interface EquipmentStatement {
  readonly kind: EquipmentKind;
  readonly parent?: EquipmentCode;
  /** Absent: of a new machine or component commissioned, else as it stands. */
  readonly state?: EquipmentState;
  readonly record: EquipmentRecord;
}

/**
 * Registers the node, or replaces the record of the one that is there.
 * @throws InvalidValue where kind, parent or state are not as they stand: parent and state change by commands of their own, the kind never
 */
export function putEquipment(before: Equipment | undefined, statement: EquipmentStatement): EquipmentCommand {
  const { kind, parent, state, record } = statement;
  if (!before) return registration(statement);
  if (kind !== before.kind) throw new InvalidValue("kind", kind, `${before.kind}: a node keeps its kind`, "kind_fixed");
  if (parent !== before.parent)
    throw new InvalidValue("parent", parent, `${before.parent ?? "absent"}: to move a node is a command of its own`, "not_moved");
  if (state !== undefined && state !== before.state)
    throw new InvalidValue("state", state, `${before.state ?? "absent"}: a change of state is a command of its own`, "not_changed");
  return { kind: "change", record };
}

export function registration({ kind, parent, state, record }: EquipmentStatement): EquipmentCommand {
  const given = { ...(parent === undefined ? {} : { parent }), ...(state === undefined ? {} : { state }) };
  return { kind: "register", as: kind, record, ...given };
}
