import { mkdir, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { writeDurably } from "@phm/service-kit";
import type { Segment } from "./segment.js";
import type { SpoolDamage } from "./spool-options.js";

/** Keeps bytes that are not what was written: somebody may still get something out of them. */
export class DamageFolder {
  private constructor(
    private readonly folder: string,
    private kept: number,
  ) {}

  static async open(spoolFolder: string): Promise<DamageFolder> {
    const folder = join(spoolFolder, "damaged");
    await mkdir(folder, { recursive: true });
    return new DamageFolder(folder, (await readdir(folder)).length);
  }

  get count(): number {
    return this.kept;
  }

  async keep(segment: Segment, fromByte: number, bytes: Uint8Array, reason: string): Promise<SpoolDamage> {
    const file = join(this.folder, `${basename(segment.path)}-${fromByte}.bin`);
    await writeDurably(this.folder, file, [bytes]);
    this.kept += 1;
    return { file, fromByte, bytes: bytes.byteLength, reason };
  }
}
