import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { ServiceError, syncFolder } from "@phm/service-kit";
import type { Segment } from "./segment.js";

const { O_APPEND, O_CREAT, O_WRONLY } = constants;
/** Where the system has it, a write is synced when it returns: one call instead of two. */
const O_DSYNC: number | undefined = constants.O_DSYNC;
/** No room: nothing is wrong with what was written before. */
const NO_ROOM = ["ENOSPC", "EDQUOT"];

/**
 * Appends to one segment. What is appended in one call is written in one go and, if wanted, synced before the call resolves. An append that
 * fails leaves the segment as it was; only where even that cannot be done, or a sync has failed, is the writer of no more use: what the
 * operating system still holds of the file is then unknown.
 */
export class SegmentWriter {
  #broken: unknown;

  private constructor(
    readonly segment: Segment,
    private readonly file: FileHandle,
    private readonly syncsEach: boolean,
  ) {}

  /** Opens a segment where it ends, or makes it; the folder knows the name for good when this resolves. */
  static async open(segment: Segment, syncsEach: boolean): Promise<SegmentWriter> {
    const file = await open(segment.path, O_APPEND | O_CREAT | O_WRONLY | (syncsEach ? (O_DSYNC ?? 0) : 0), 0o644);
    try {
      await file.truncate(segment.bytes);
      await syncFolder(dirname(segment.path));
      return new SegmentWriter(segment, file, syncsEach);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** @throws ServiceError resource_exhausted when the disk is full; unavailable when the segment can take no more */
  async append(records: readonly Buffer[]): Promise<void> {
    if (this.#broken) throw new ServiceError("unavailable", `${this.segment.path} can take no more`, { cause: this.#broken });
    const bytes = records.length === 1 ? (records[0] as Buffer) : Buffer.concat(records);
    try {
      await this.file.appendFile(bytes);
    } catch (error) {
      if (!NO_ROOM.includes((error as NodeJS.ErrnoException).code ?? "")) this.#broken = error;
      await this.file.truncate(this.segment.bytes).catch((failure: unknown) => {
        this.#broken = failure;
      });
      throw ServiceError.from(error);
    }
    if (this.syncsEach && O_DSYNC === undefined) await this.sync();
    this.segment.bytes += bytes.byteLength;
  }

  async sync(): Promise<void> {
    await this.file.datasync().catch((error: unknown) => {
      this.#broken = error;
      throw ServiceError.from(error);
    });
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}
