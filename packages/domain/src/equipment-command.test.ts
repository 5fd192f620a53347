import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Equipment, EquipmentKey } from "./equipment.js";
import { type EquipmentCode, equipmentCode } from "./equipment-code.js";
import { applyEquipmentCommand, type EquipmentCommand } from "./equipment-command.js";
import { EQUIPMENT_KINDS, PARENT_KINDS } from "./equipment-hierarchy.js";
import type { EquipmentRecord } from "./equipment-record.js";
import { EQUIPMENT_STATES, EQUIPMENT_TRANSITIONS } from "./equipment-state.js";
import { DEFAULT_ORGANISATION, DEFAULT_SITE } from "./ids.js";
import { InvalidValue } from "./invalid-value.js";

const record: EquipmentRecord = { name: { en: "a node", zh: "" }, nameplate: { further: {} }, measurements: [] };
const keyOf = (code: string): EquipmentKey => ({ organisation: DEFAULT_ORGANISATION, site: DEFAULT_SITE, code: equipmentCode(code) });

/** A register of one site in memory: what is refused leaves it as it is. */
class Register {
  readonly nodes = new Map<EquipmentCode, Equipment>();

  apply(code: string, command: EquipmentCommand) {
    const key = keyOf(code);
    const outcome = applyEquipmentCommand(key, this.nodes.get(key.code), command, (parent) => this.nodes.get(parent));
    this.nodes.set(key.code, outcome.equipment);
    return outcome;
  }

  /** @returns the reason where it is refused */
  attempt(code: string, command: EquipmentCommand): string | undefined {
    try {
      this.apply(code, command);
      return undefined;
    } catch (error) {
      if (error instanceof InvalidValue) return error.reason;
      throw error;
    }
  }
}

function plant(): Register {
  const register = new Register();
  const add = (code: string, as: Equipment["kind"], parent?: string) =>
    register.apply(code, { kind: "register", as, record, ...(parent ? { parent: equipmentCode(parent) } : {}) });
  add("S1", "site");
  add("S1-A1", "area", "S1");
  add("S1-A1-L1", "line", "S1-A1");
  add("S1-L2", "line", "S1");
  add("S1-A1-L1-M1", "machine", "S1-A1-L1");
  add("S1-A1-L1-M1-B1", "component", "S1-A1-L1-M1");
  return register;
}

describe("the tree of equipment", () => {
  const code = fc.constantFrom("A", "B", "C", "D", "E", "F");
  const kind = fc.constantFrom(...EQUIPMENT_KINDS);
  const command: fc.Arbitrary<EquipmentCommand> = fc.oneof(
    fc
      .record({ as: kind, parent: fc.option(code, { nil: undefined }) })
      .map(({ as, parent }) => ({ kind: "register", as, record, ...(parent ? { parent: equipmentCode(parent) } : {}) }) as const),
    code.map((parent) => ({ kind: "move", parent: equipmentCode(parent) }) as const),
    fc.constantFrom(...EQUIPMENT_STATES).map((state) => ({ kind: "set_state", state, reason: "drawn" }) as const),
    fc.constant({ kind: "change", record } as const),
  );

  test("no sequence of commands makes a ring or an orphan, whatever is refused", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(code, command), { maxLength: 60 }), (steps) => {
        const register = new Register();
        for (const [target, step] of steps) register.attempt(target, step);
        for (const node of register.nodes.values()) {
          let at: Equipment | undefined = node;
          let depth = 0;
          while (at?.parent !== undefined) {
            const parent = register.nodes.get(at.parent);
            expect(parent && PARENT_KINDS[at.kind].includes(parent.kind)).toBe(true);
            at = parent;
            depth += 1;
            expect(depth).toBeLessThan(EQUIPMENT_KINDS.length);
          }
          expect(at?.kind).toBe("site");
        }
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ["an orphan", "S1-A2", { kind: "register", as: "area", record, parent: equipmentCode("S9") }, "orphan"],
    ["nothing above", "S1-M9", { kind: "register", as: "machine", record }, "orphan"],
    ["a site under another", "S2", { kind: "register", as: "site", record, parent: equipmentCode("S1") }, "wrong_parent_kind"],
    [
      "a machine under a machine",
      "M2",
      { kind: "register", as: "machine", record, parent: equipmentCode("S1-A1-L1-M1") },
      "wrong_parent_kind",
    ],
    [
      "something under a component",
      "B2",
      { kind: "register", as: "component", record, parent: equipmentCode("S1-A1-L1-M1-B1") },
      "too_deep",
    ],
    ["a node under itself", "S1-A1", { kind: "move", parent: equipmentCode("S1-A1") }, "cycle"],
    ["a node under its child", "S1-A1", { kind: "move", parent: equipmentCode("S1-A1-L1") }, "cycle"],
    ["a code that is taken", "S1", { kind: "register", as: "site", record }, "code_taken"],
    ["a state of a line", "S1-L2", { kind: "set_state", state: "running", reason: "x" }, "wrong_kind"],
    ["a change of state without a reason", "S1-A1-L1-M1", { kind: "set_state", state: "retired", reason: "" }, "invalid_value"],
  ] as [string, string, EquipmentCommand, string][])("%s is refused by reason", (_, target, refused, reason) => {
    expect(plant().attempt(target, refused)).toBe(reason);
  });

  test("nothing is put under what is retired", () => {
    const register = plant();
    register.apply("S1-A1-L1-M1", { kind: "set_state", state: "retired", reason: "scrapped" });
    const parent = equipmentCode("S1-A1-L1-M1");
    expect(register.attempt("B9", { kind: "register", as: "component", record, parent })).toBe("retired_parent");
  });

  test("a move is told at both places, and again has no news", () => {
    const register = plant();
    const move = { kind: "move", parent: equipmentCode("S1-L2") } as const;
    const { news } = register.apply("S1-A1-L1-M1", move);
    const changes = [{ field: "parent", before: "S1-A1-L1", after: "S1-L2" }];
    expect(news).toMatchObject([
      { kind: "moved_away", changes },
      { kind: "moved_in", changes },
    ]);
    expect(register.apply("S1-A1-L1-M1", move).news).toEqual([]);
  });
});

describe("the state of a machine", () => {
  test("goes along the table and nowhere else, and says what is legal", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EQUIPMENT_STATES), { maxLength: 20 }), (states) => {
        const register = plant();
        for (const state of states) {
          const before = register.nodes.get(equipmentCode("S1-A1-L1-M1"))?.state ?? "commissioned";
          const reason = register.attempt("S1-A1-L1-M1", { kind: "set_state", state, reason: "because" });
          const isLegal = before === state || EQUIPMENT_TRANSITIONS[before].includes(state);
          expect(reason).toBe(isLegal ? undefined : "illegal_transition");
          expect(register.nodes.get(equipmentCode("S1-A1-L1-M1"))?.state).toBe(isLegal ? state : before);
        }
      }),
    );
  });

  test("can reach every other state from each", () => {
    for (const from of EQUIPMENT_STATES) {
      const reached = new Set<string>([from]);
      for (let size = 0; size !== reached.size; ) {
        size = reached.size;
        for (const state of EQUIPMENT_STATES) if (reached.has(state)) for (const next of EQUIPMENT_TRANSITIONS[state]) reached.add(next);
      }
      expect(reached.size).toBe(EQUIPMENT_STATES.length);
    }
  });
});

describe("the record of a node", () => {
  test("changes are told field by field, with what was before", () => {
    const register = plant();
    const nameplate = { manufacturer: "KSB", ratedPowerKw: 15, further: { 颜色: "蓝" } };
    const { news } = register.apply("S1-A1-L1-M1", { kind: "change", record: { ...record, nameplate, criticality: "high" } });
    expect(news).toEqual([
      {
        kind: "changed",
        subject: "",
        changes: [
          { field: "criticality", before: "", after: "high" },
          { field: "nameplate.manufacturer", before: "", after: "KSB" },
          { field: "nameplate.ratedPowerKw", before: "", after: "15" },
          { field: "nameplate.further.颜色", before: "", after: "蓝" },
        ],
      },
    ]);
  });

  test.each([
    ["S1-L2", { criticality: "high" }, "criticality"],
    ["S1-A1-L1-M1", { component: "bearing" }, "component"],
    ["S1-A1-L1-M1", { name: { en: " ", zh: "" } }, "nameZh"],
    ["S1-A1-L1-M1", { nameplate: { ratedPowerKw: -1, further: {} } }, "nameplate.ratedPowerKw"],
    ["S1-A1-L1-M1", { nameplate: { yearBuilt: 99, further: {} } }, "nameplate.yearBuilt"],
    ["S1-A1-L1-M1", { nameplate: { further: { $set: "x" } } }, "nameplate.further.$set"],
  ] as [string, Partial<EquipmentRecord>, string][])("of %s with %j is refused by field", (target, change, field) => {
    expect(() => plant().apply(target, { kind: "change", record: { ...record, ...change } })).toThrow(expect.objectContaining({ field }));
  });
});
