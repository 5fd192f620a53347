import type { BlobStore } from "../blob/port.js";

/** A blob that a document names. */
export interface BlobReference {
  readonly key: string;
  /** Left out where the document does not have it; the blob's own checksum is all there is then. */
  readonly sha256?: string;
  /** Id of the document. */
  readonly namedBy: string;
  /** True where the document may name it before it is there, or still names it while it goes. */
  readonly mayBeMissing?: boolean;
}

/** A service's blobs and who in its documents names them. */
export interface BlobShelf {
  /** As given to `openServiceBlobs`. */
  readonly name: string;
  readonly blobs: BlobStore;
  /** Every blob that must be there; one may come several times. */
  references(): AsyncIterable<BlobReference>;
  /** True where people put in what they like: it may name or show somebody, and can be erased. */
  readonly holdsFiles?: boolean;
  /** Gets the content from elsewhere; true when the blob is whole again. */
  repair?(reference: BlobReference): Promise<boolean>;
}
