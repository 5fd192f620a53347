import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Register, registerBlocks, registerValue, wordsOf } from "./register-blocks.js";

const register = (address: number, type: Register["type"] = "int16", more: Partial<Register> = {}): Register => ({
  ...{ asset: "pump", point: "p", unit: "1", scale: 1, offset: 0, table: "holding", address, type, wordOrder: "big" },
  ...more,
});

describe("the requests for registers", () => {
  test("cover each wanted register once, keep to one table, and ask for at most 120 registers", () => {
    const any = fc.record({
      address: fc.nat(2_000),
      type: fc.constantFrom("int16" as const, "float32" as const),
      table: fc.constantFrom("holding" as const, "input" as const),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 80 }), (wanted) => {
        const registers = wanted.map(({ address, type, table }) => register(address, type, { table }));
        const blocks = registerBlocks(registers);
        expect(blocks.flatMap((block) => block.registers)).toHaveLength(registers.length);
        for (const { address, length, table, registers: inside } of blocks) {
          expect(length).toBeLessThanOrEqual(120);
          for (const each of inside) {
            expect(each.table).toBe(table);
            expect(each.address).toBeGreaterThanOrEqual(address);
            expect(each.address + wordsOf(each)).toBeLessThanOrEqual(address + length);
          }
        }
      }),
    );
  });

  test("join neighbours and leave far ones apart", () => {
    const blocks = registerBlocks([register(100), register(0, "float32"), register(9)]);
    expect(blocks.map(({ address, length }) => [address, length])).toEqual([
      [0, 10],
      [100, 1],
    ]);
  });
});

test("numbers are read as their type and word order say", () => {
  expect(registerValue(register(5), 4, [0, 0xfff4])).toBe(-12);
  expect(registerValue(register(0, "uint16"), 0, [0xfff4])).toBe(65_524);
  expect(registerValue(register(0, "uint32"), 0, [1, 0])).toBe(65_536);
  expect(registerValue(register(0, "int32", { wordOrder: "little" }), 0, [0xffff, 0xffff])).toBe(-1);
  expect(registerValue(register(0, "float32"), 0, [0x42f6, 0xe979])).toBeCloseTo(123.456, 3);
});
