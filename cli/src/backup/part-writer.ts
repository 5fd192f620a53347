import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { BackupPart } from "./backup-manifest.js";

/** Lines are written when this much has come together. */
const CHUNK_BYTES = 1024 * 1024;

/** Writes one file of lines and knows its checksum. */
export class PartWriter {
  private readonly hash = createHash("sha256");
  private waiting: string[] = [];
  private waitingCharacters = 0;
  private items = 0;
  private bytes = 0;

  private constructor(
    private readonly handle: FileHandle,
    private readonly part: Pick<BackupPart, "path" | "service" | "kind" | "name">,
  ) {}

  /** @param folder of the backup; the file must not be there */
  static async open(folder: string, part: Pick<BackupPart, "path" | "service" | "kind" | "name">): Promise<PartWriter> {
    const file = join(folder, part.path);
    await mkdir(dirname(file), { recursive: true });
    return new PartWriter(await open(file, "wx"), part);
  }

  async line(text: string): Promise<void> {
    this.items += 1;
    this.waiting.push(text);
    this.waitingCharacters += text.length;
    if (this.waitingCharacters >= CHUNK_BYTES) await this.flush();
  }

  /** Resolves when all of it is on disk. */
  async end(): Promise<BackupPart> {
    try {
      await this.flush();
      await this.handle.sync();
    } finally {
      await this.handle.close();
    }
    return { ...this.part, items: this.items, bytes: this.bytes, sha256: this.hash.digest("hex") };
  }

  async abandon(): Promise<void> {
    await this.handle.close().catch(() => {});
  }

  private async flush(): Promise<void> {
    if (this.waiting.length === 0) return;
    const chunk = Buffer.from(`${this.waiting.join("\n")}\n`);
    this.waiting = [];
    this.waitingCharacters = 0;
    this.hash.update(chunk);
    this.bytes += chunk.byteLength;
    await this.handle.writeFile(chunk);
  }
}
