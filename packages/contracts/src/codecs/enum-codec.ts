import { InvalidValue } from "@phm/domain";

/** A two-way table between the domain's words and a wire enum. */
export interface EnumCodec<Word extends string, Wire extends number> {
  toWire(word: Word): Wire;
  /** @throws InvalidValue naming the field when the wire value is unspecified or unknown. */
  fromWire(wire: Wire, field: string): Word;
}

export function enumCodec<Word extends string, Wire extends number>(table: Readonly<Record<Word, Wire>>): EnumCodec<Word, Wire> {
  const words = Object.keys(table) as Word[];
  const byWire = new Map<number, Word>(words.map((word) => [table[word], word]));
  return {
    toWire: (word) => table[word],
    fromWire(wire, field) {
      const word = byWire.get(wire);
      if (word === undefined)
        throw new InvalidValue(field, wire, `one of ${words.join(", ")}`, `unknown_${snakeCase(field.split(".").pop() ?? field)}`);
      return word;
    },
  };
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
