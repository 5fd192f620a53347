import { subjectOf } from "@phm/contracts";
import { acquisitionId, assetRef } from "@phm/domain";
import { type BlobReference, type BlobShelf, type BlobStore, type Collection, eachDocument, type NatsLink } from "@phm/service-kit";
import type { ArchivedAcquisition } from "./archive-index.js";
import { messagesOn } from "./messages-on.js";
import type { WaveformArchive } from "./waveform-archive.js";

interface ShelfParts {
  readonly blobs: BlobStore;
  readonly index: Collection<ArchivedAcquisition>;
  readonly archive: WaveformArchive;
  readonly link: NatsLink;
}

/** The waveforms as verification sees them. What is damaged comes back from the broker as long as somebody behind it still has to read it. */
export function waveformShelf({ blobs, index, archive, link }: ShelfParts): BlobShelf {
  return {
    name: "waveforms",
    blobs,
    references: () => references(index),
    repair: async ({ namedBy }) => {
      const found = await index.get(namedBy);
      return found ? repairFromBroker(found.value, archive, link) : false;
    },
  };
}

async function* references(index: Collection<ArchivedAcquisition>): AsyncGenerator<BlobReference> {
  for await (const { id, value } of eachDocument(index))
    yield { key: value.blob, sha256: value.sha256, namedBy: id, mayBeMissing: value.removing !== undefined };
}

async function repairFromBroker(archived: ArchivedAcquisition, archive: WaveformArchive, link: NatsLink): Promise<boolean> {
  const { organisation, site, asset } = archived;
  const ref = assetRef(organisation, site, asset);
  const id = acquisitionId(archived.acquisition);
  for await (const payload of messagesOn(link, subjectOf("acquisition", ref))) if (await archive.mend({ ref, id }, payload)) return true;
  return false;
}
