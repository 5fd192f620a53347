import { fromBinary } from "@bufbuild/protobuf";
import { type AcquisitionMessage, AcquisitionSchema, acquisitionFromWire } from "@phm/contracts";
import { type Acquisition, type AcquisitionId, type AssetRef, acquisitionKey, storedTime, type TimeNs } from "@phm/domain";
import { type BlobStore, type Collection, DuplicateKey, ServiceError, samplesCrc32 } from "@phm/service-kit";
import { contentOf, sha256Of } from "../accept/acquisition-content.js";
import type { ArchivedAcquisition } from "./archive-index.js";
import { archiveKey } from "./blob-key.js";

/** Keeps acquisitions as they were published: the encoded message as a blob, what it is as a document. The blob is there before the document. */
export class WaveformArchive {
  constructor(
    private readonly blobs: BlobStore,
    private readonly index: Collection<ArchivedAcquisition>,
  ) {}

  /**
   * Stores an encoded acquisition. The same measurement again changes nothing.
   * @throws ServiceError `already_exists` for other content under a known id, `invalid_argument` for what is no acquisition, and what
   *   the stores throw
   */
  async store(payload: Uint8Array, receivedNs: TimeNs): Promise<"stored" | "known"> {
    const { id, entry } = describe(payload, receivedNs);
    const known = await this.index.get(id);
    if (known) return sameContent(known.value, entry);
    await this.blobs.put(entry.blob, payload, { sha256: entry.sha256 });
    try {
      await this.index.insert(id, entry);
      return "stored";
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
    }
    // Another process has just archived it, perhaps with another estimate of the sender's clock, and so as another blob.
    const winner = await this.index.get(id);
    if (winner && winner.value.blob !== entry.blob) await this.blobs.delete(entry.blob);
    if (!winner) throw new ServiceError("conflict", `acquisition ${id} was archived and removed meanwhile`);
    return sameContent(winner.value, entry);
  }

  /**
   * Puts the waveform of an archived acquisition back if it is missing or damaged; what is whole is read and left. False where this is not what
   * was archived.
   */
  async mend({ ref, id }: Pick<Acquisition, "ref" | "id">, payload: Uint8Array): Promise<boolean> {
    const found = await this.index.get(acquisitionKey(ref, id));
    if (!found || found.value.removing !== undefined || sha256Of(payload) !== found.value.sha256) return false;
    await this.blobs.put(found.value.blob, payload, { sha256: found.value.sha256 });
    return true;
  }

  /** What is known of an acquisition. @throws ServiceError `not_found` */
  async describe(ref: AssetRef, id: AcquisitionId): Promise<ArchivedAcquisition> {
    const found = await this.index.get(acquisitionKey(ref, id));
    if (found && found.value.removing === undefined) return found.value;
    throw new ServiceError("not_found", `the archive has no acquisition ${id} of ${ref.asset}`, { field: "id", value: id });
  }

  /** The encoded acquisition. @throws ServiceError `internal` with reason `data_loss` when it is not what was stored */
  async read({ acquisition, blob, sha256 }: ArchivedAcquisition): Promise<Uint8Array> {
    const payload = await this.blobs.get(blob);
    if (payload) return payload;
    throw new ServiceError("internal", `the waveform of acquisition ${acquisition} is missing (blob ${blob})`, {
      reason: "data_loss",
      field: blob,
      value: "nothing",
      limit: `sha256 ${sha256}`,
    });
  }
}

function describe(payload: Uint8Array, receivedNs: TimeNs): { id: string; entry: ArchivedAcquisition } {
  const message = decode(payload);
  const acquisition = acquisitionFromWire(message);
  const sha256 = sha256Of(payload);
  const contentSha256 = acquisition.clockOffsetNs === undefined ? sha256 : sha256Of(contentOf(message));
  const sums = { sha256, contentSha256, samplesCrc32: samplesCrc32(message) };
  const entry = { ...facts(acquisition), receivedNs: storedTime(receivedNs), bytes: payload.byteLength, ...sums };
  return { id: acquisitionKey(acquisition.ref, acquisition.id), entry: { ...entry, blob: archiveKey(acquisition, sha256) } };
}

function decode(payload: Uint8Array): AcquisitionMessage {
  try {
    return fromBinary(AcquisitionSchema, payload);
  } catch (error) {
    throw new ServiceError("invalid_argument", "the message is no acquisition", { reason: "undecodable", cause: error });
  }
}

function facts({ ref, id, timeBase, startTimeNs, sampleRateHz, samples, channels, speedRpm, loadN }: Acquisition) {
  return {
    organisation: ref.organisation,
    site: ref.site,
    asset: ref.asset,
    acquisition: id,
    timeBase,
    startTimeNs: storedTime(startTimeNs),
    sampleRateHz,
    samples,
    points: channels.map(({ point }) => point),
    ...(speedRpm === undefined ? {} : { speedRpm }),
    ...(loadN === undefined ? {} : { loadN }),
  };
}

function sameContent(known: ArchivedAcquisition, { acquisition, contentSha256 }: ArchivedAcquisition): "known" {
  if (known.removing !== undefined)
    throw new ServiceError("conflict", `acquisition ${acquisition} is being removed by sweep ${known.removing}`);
  if (known.contentSha256 === contentSha256) return "known";
  throw new ServiceError("already_exists", `acquisition ${acquisition} is archived with other content`, {
    reason: "id_conflict",
    field: "id",
    value: `${acquisition} (content ${contentSha256.slice(0, 12)})`,
    limit: `content ${known.contentSha256.slice(0, 12)}, as first archived`,
  });
}
