import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { writeDurably } from "@phm/service-kit";
import type { SpoolRecord } from "./spool-record.js";

/** Why an acquisition will never be taken, in the terms of the contract. */
export interface Refusal {
  readonly asset: string;
  readonly id: string;
  readonly reason: string;
  readonly field: string;
  readonly value: string;
  readonly limit: string;
}

const REASON = ".json";
const MAX_NAME = 100;

/** Puts aside what ingest refuses for good: the acquisition as it would have been sent, and beside it a file that says why. */
export class RefusedFolder {
  private constructor(
    private readonly folder: string,
    private filed: number,
  ) {}

  static async open(spoolFolder: string): Promise<RefusedFolder> {
    const folder = join(spoolFolder, "refused");
    await mkdir(folder, { recursive: true });
    const names = await readdir(folder);
    return new RefusedFolder(folder, names.filter((name) => name.endsWith(REASON)).length);
  }

  get count(): number {
    return this.filed;
  }

  /** The reason comes last: where it is, the acquisition is there whole. The same record again replaces both. */
  async file({ sequence, payload }: SpoolRecord, refusal: Refusal, refusedAtMs: number): Promise<void> {
    const name = `${sequence}-${refusal.asset}-${refusal.id}`.replace(/[^A-Za-z0-9_-]/gu, "_").slice(0, MAX_NAME);
    const why = { ...refusal, sequence, refusedAt: new Date(refusedAtMs).toISOString() };
    await writeDurably(this.folder, join(this.folder, `${name}.pb`), [payload]);
    await writeDurably(this.folder, join(this.folder, `${name}${REASON}`), [Buffer.from(`${JSON.stringify(why, null, 2)}\n`)]);
    this.filed += 1;
  }
}
