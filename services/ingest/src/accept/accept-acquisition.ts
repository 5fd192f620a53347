import { type AcquisitionMessage, acquisitionFromWire, messageId, subjectOf } from "@phm/contracts";
import { type Acquisition, addSeconds, assetKey, checkAcquisition, type TimeNs } from "@phm/domain";
import {
  type AssetDirectory,
  checkSamples,
  type JetStreamPublisher,
  measuredHeader,
  type PublishReceipt,
  ServiceError,
} from "@phm/service-kit";
import { contentOf, sha256Of, withClockOffset } from "./acquisition-content.js";
import type { AcquisitionRegister, StreamPlace } from "./acquisition-register.js";
import { type Arrival, RECEIVED_HEADER } from "./arrival.js";
import { checkClock } from "./check-clock.js";
import { KeyedLanes } from "./keyed-lanes.js";
import type { StreamOrder } from "./stream-order.js";

const CONTRACT_VERSION = "v1";

/** What stands in for the broker at the level `database`. */
export interface SecondKeeper {
  /** Resolves when the encoded acquisition is on disk, or was. */
  keep(payload: Uint8Array, receivedNs: TimeNs): Promise<void>;
  /** Resolves when the broker has all that it was ever given. */
  intact(): Promise<void>;
  place(sequence: number): StreamPlace;
}

/** Where acquisitions lie that were accepted long ago. */
export interface LongKeeper {
  /** Puts the encoded acquisition back where what was kept of it has suffered; false where it is not what was kept. */
  mend(acquisition: Pick<Acquisition, "ref" | "id">, payload: Uint8Array): Promise<boolean>;
}

export interface AcceptDependencies {
  readonly directory: AssetDirectory;
  readonly register: AcquisitionRegister;
  readonly publisher: JetStreamPublisher;
  readonly second?: SecondKeeper;
  readonly archive: LongKeeper;
}

export interface Acceptance {
  readonly duplicate: boolean;
  readonly bytes: number;
}

/** Takes one acquisition: checks it, hands it to the broker, remembers it. Acquisitions of one asset pass one after the other, in the order given. */
export class AcquisitionAcceptor {
  private readonly lanes = new KeyedLanes();

  constructor(private readonly dependencies: AcceptDependencies) {}

  /**
   * @param order of the stream that it came on
   * @throws InvalidValue for what the sender must mend, ServiceError for the rest
   */
  async accept(message: AcquisitionMessage, arrival: Arrival, order: StreamOrder): Promise<Acceptance> {
    const acquisition = acquisitionFromWire(message);
    return this.lanes.run(assetKey(acquisition.ref), () =>
      order.inTurn(acquisition, () => {
        checkSamples(message, arrival.samplesCrc32);
        return this.acceptNext(acquisition, message, arrival);
      }),
    );
  }

  private async acceptNext(acquisition: Acquisition, message: AcquisitionMessage, arrival: Arrival): Promise<Acceptance> {
    const { receivedNs, clockOffsetNs } = arrival;
    const { directory, register, second, archive } = this.dependencies;
    const config = await directory.find(acquisition.ref);
    if (!config) throw unknownAsset(acquisition);
    checkAcquisition(acquisition, config);
    checkClock(acquisition, receivedNs);

    const content = contentOf(message);
    const sha256 = sha256Of(content);
    const standing = await register.standingOf(acquisition, sha256);
    if (standing === "conflict") throw idTaken(acquisition, sha256);
    const payload = clockOffsetNs === undefined ? content : withClockOffset(content, clockOffsetNs);
    // Also what is known: it may have been accepted at a lower level.
    await second?.keep(payload, receivedNs);
    if (standing === "known") {
      // Whoever sends it again has it whole: should the archive's copy have suffered, here is another.
      await archive.mend(acquisition, payload);
      return { duplicate: true, bytes: content.byteLength };
    }

    await second?.intact();
    const { sequence } = await publishAcquisition(
      this.dependencies.publisher,
      { ...acquisition, ...measuredAt(acquisition, arrival) },
      { sha256, payload, receivedNs },
    );
    await register.record(acquisition, sha256, content.byteLength, second?.place(sequence));
    return { duplicate: false, bytes: content.byteLength };
  }
}

/** When a live measurement ended, by ingest's clock; recorded data tell no age. */
function measuredAt(
  { timeBase, startTimeNs, samples, sampleRateHz }: Acquisition,
  { clockOffsetNs = 0n }: Arrival,
): { readonly measuredNs?: TimeNs } {
  return timeBase === "live" ? { measuredNs: addSeconds(startTimeNs, samples / sampleRateHz) + clockOffsetNs } : {};
}

export interface AcceptedContent {
  /** Of the content: what the sender measured. */
  readonly sha256: string;
  /** What is published: the content, with what ingest adds to it. */
  readonly payload: Uint8Array;
  readonly receivedNs: TimeNs;
}

/** Hands an acquisition to the broker. The id is made of the content: a repetition is known as one. */
export function publishAcquisition(
  publisher: JetStreamPublisher,
  { ref, id, measuredNs }: Pick<Acquisition, "ref" | "id"> & { readonly measuredNs?: TimeNs },
  { sha256, payload, receivedNs }: AcceptedContent,
): Promise<PublishReceipt> {
  return publisher.publish({
    subject: subjectOf("acquisition", ref),
    messageId: messageId(ref, id, "acquisition", `${CONTRACT_VERSION}-${sha256.slice(0, 16)}`),
    payload,
    headers: { [RECEIVED_HEADER]: String(receivedNs), ...(measuredNs === undefined ? {} : measuredHeader(measuredNs)) },
  });
}

/** Retryable: an asset may be registered at any moment, and the sender keeps what was measured before. */
function unknownAsset({ ref }: Acquisition): ServiceError {
  return new ServiceError("failed_precondition", `asset ${assetKey(ref)} is not registered`, {
    reason: "unknown_asset",
    field: "ref.asset",
    value: ref.asset,
    limit: "an asset of the register (AssetService/PutAsset)",
    retryable: true,
  });
}

function idTaken({ id }: Acquisition, sha256: string): ServiceError {
  return new ServiceError("already_exists", `acquisition ${id} is on record with other content`, {
    reason: "id_conflict",
    field: "id",
    value: `${id} (content ${sha256.slice(0, 12)})`,
    limit: "the content that was first sent under this id",
  });
}
