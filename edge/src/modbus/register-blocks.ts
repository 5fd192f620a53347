import type { ModbusConfig } from "../config/edge-file.js";

export type Register = ModbusConfig["registers"][number];

/** Neighbouring registers that are read by one request. */
export interface RegisterBlock {
  readonly table: Register["table"];
  readonly address: number;
  readonly length: number;
  readonly registers: readonly Register[];
}

/** Most registers of one request: the protocol allows 125. */
const MAX_LENGTH = 120;
/** Registers between two wanted ones that are read along rather than asked for apart. */
const MAX_GAP = 8;

const WORDS: Readonly<Record<Register["type"], number>> = { int16: 1, uint16: 1, int32: 2, uint32: 2, float32: 2 };

export function wordsOf({ type }: Pick<Register, "type">): number {
  return WORDS[type];
}

/** The fewest requests that read all registers, by table and address. */
export function registerBlocks(registers: readonly Register[]): RegisterBlock[] {
  const sorted = [...registers].sort((a, b) => a.table.localeCompare(b.table) || a.address - b.address);
  const blocks: RegisterBlock[] = [];
  for (const register of sorted) {
    const last = blocks[blocks.length - 1];
    const end = register.address + wordsOf(register);
    if (
      last &&
      last.table === register.table &&
      register.address <= last.address + last.length + MAX_GAP &&
      end - last.address <= MAX_LENGTH
    ) {
      const length = Math.max(last.length, end - last.address);
      blocks[blocks.length - 1] = { ...last, length, registers: [...last.registers, register] };
    } else {
      blocks.push({ table: register.table, address: register.address, length: wordsOf(register), registers: [register] });
    }
  }
  return blocks;
}

/** The number in a register, from the words of a block, each big-endian as on the wire. */
export function registerValue({ type, address, wordOrder }: Register, from: number, words: readonly number[]): number {
  const first = words[address - from] ?? Number.NaN;
  const view = new DataView(new ArrayBuffer(4));
  if (wordsOf({ type }) === 1) {
    view.setUint16(0, first);
    return type === "int16" ? view.getInt16(0) : first;
  }
  const second = words[address - from + 1] ?? Number.NaN;
  const [high, low] = wordOrder === "big" ? [first, second] : [second, first];
  view.setUint16(0, high);
  view.setUint16(2, low);
  if (type === "float32") return view.getFloat32(0);
  return type === "int32" ? view.getInt32(0) : view.getUint32(0);
}
