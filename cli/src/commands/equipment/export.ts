import { createWriteStream } from "node:fs";
import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { tableFormatCodec } from "@phm/contracts";
import { type EquipmentOptions, formatOf, placeOf, withEquipment } from "./equipment-client.js";

export interface ExportEquipmentOptions extends EquipmentOptions {
  /** Default: the standard output. */
  readonly out?: string;
}

/** Writes the register of a running suite as a table, which `import` takes again. */
export async function exportEquipment(options: ExportEquipmentOptions): Promise<void> {
  const { out } = options;
  const format = out === undefined ? (options.format ?? "csv") : formatOf(options, out);
  await withEquipment(options, async (equipment) => {
    const pieces = equipment.exportEquipment({ ...placeOf(options), format: tableFormatCodec.toWire(format) });
    const target: Writable = out === undefined ? process.stdout : createWriteStream(out);
    await pipeline(Readable.from(chunksOf(pieces)), target, { end: out !== undefined });
  });
}

async function* chunksOf(pieces: AsyncIterable<{ readonly chunk: Uint8Array }>) {
  for await (const { chunk } of pieces) yield chunk;
}
