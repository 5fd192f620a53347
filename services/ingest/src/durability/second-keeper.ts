import { acquisitionId, assetRef } from "@phm/domain";
import type { BaseContext } from "@phm/service-kit";
import { publishAcquisition, type SecondKeeper } from "../accept/accept-acquisition.js";
import type { AcquisitionRegister, RegisteredAcquisition } from "../accept/acquisition-register.js";
import { asBackPressure } from "../archive/archive-acquisition.js";
import type { WaveformArchive } from "../archive/waveform-archive.js";
import type { IngestMetrics } from "../metrics.js";
import { BROKER_MARK_COLLECTION, type BrokerMark, BrokerTail } from "./broker-tail.js";

export interface SecondKeeperParts {
  readonly register: AcquisitionRegister;
  readonly archive: WaveformArchive;
  readonly metrics: IngestMetrics;
}

/** The level `database`: the waveform archive has an acquisition before it is acknowledged, and gives back what the broker loses. */
export async function openSecondKeeper(
  { link, store, publisher, logger, resources }: BaseContext,
  { register, archive, metrics }: SecondKeeperParts,
): Promise<SecondKeeper> {
  const republish = async ({ organisation, site, asset, acquisition, sha256 }: RegisteredAcquisition) => {
    const identity = { ref: assetRef(organisation, site, asset), id: acquisitionId(acquisition) };
    const archived = await archive.describe(identity.ref, identity.id);
    const content = { sha256, payload: await archive.read(archived), receivedNs: BigInt(archived.receivedNs) };
    return (await publishAcquisition(publisher, identity, content)).sequence;
  };
  const marks = await store.collection<BrokerMark>(BROKER_MARK_COLLECTION);
  const restored = (acquisitions: number) => metrics.restored(acquisitions);
  const tail = new BrokerTail({ link, register, marks, republish, restored, logger });
  await resources.use("broker tail", tail, (running) => running.stop()).start();
  return {
    keep: async (payload, receivedNs) => {
      await archive.store(payload, receivedNs).catch((error: unknown) => {
        throw asBackPressure(error);
      });
    },
    intact: () => tail.intact(),
    place: (sequence) => ({ streamCreated: tail.streamCreated, sequence }),
  };
}
