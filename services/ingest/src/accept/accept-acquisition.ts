import { type AcquisitionMessage, acquisitionFromWire, messageId, subjectOf } from "@phm/contracts";
import { type Acquisition, assetKey, checkAcquisition } from "@phm/domain";
import { type AssetDirectory, type JetStreamPublisher, ServiceError } from "@phm/service-kit";
import { contentOf, sha256Of, withClockOffset } from "./acquisition-content.js";
import type { AcquisitionRegister } from "./acquisition-register.js";
import { type Arrival, RECEIVED_HEADER } from "./arrival.js";
import { checkClock } from "./check-clock.js";
import { KeyedLanes } from "./keyed-lanes.js";

const CONTRACT_VERSION = "v1";

export interface AcceptDependencies {
  readonly directory: AssetDirectory;
  readonly register: AcquisitionRegister;
  readonly publisher: JetStreamPublisher;
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
   * @param halted when aborted, what still waits for its turn fails with the signal's reason instead of passing an earlier failure by
   * @throws InvalidValue for what the sender must mend, ServiceError for the rest
   */
  async accept(message: AcquisitionMessage, arrival: Arrival, halted: AbortSignal): Promise<Acceptance> {
    const acquisition = acquisitionFromWire(message);
    return this.lanes.run(assetKey(acquisition.ref), () => {
      halted.throwIfAborted();
      return this.acceptNext(acquisition, message, arrival);
    });
  }

  private async acceptNext(acquisition: Acquisition, message: AcquisitionMessage, arrival: Arrival): Promise<Acceptance> {
    const { receivedNs, clockOffsetNs } = arrival;
    const { directory, register, publisher } = this.dependencies;
    const config = await directory.find(acquisition.ref);
    if (!config) throw unknownAsset(acquisition);
    checkAcquisition(acquisition, config);
    checkClock(acquisition, receivedNs);

    const content = contentOf(message);
    const sha256 = sha256Of(content);
    const standing = await register.standingOf(acquisition, sha256);
    if (standing === "conflict") throw idTaken(acquisition, sha256);
    if (standing === "known") return { duplicate: true, bytes: content.byteLength };

    await publisher.publish({
      subject: subjectOf("acquisition", acquisition.ref),
      messageId: messageId(acquisition.ref, acquisition.id, "acquisition", `${CONTRACT_VERSION}-${sha256.slice(0, 16)}`),
      payload: clockOffsetNs === undefined ? content : withClockOffset(content, clockOffsetNs),
      headers: { [RECEIVED_HEADER]: String(receivedNs) },
    });
    await register.record(acquisition, sha256, content.byteLength);
    return { duplicate: false, bytes: content.byteLength };
  }
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
