import type { TimeNs } from "@phm/domain";

/** How an acquisition came in. */
export interface Arrival {
  /** Our clock when it was read from its stream. */
  readonly receivedNs: TimeNs;
  /** How far the sender's clock is behind ours, where the sender of a live session says when it sends. */
  readonly clockOffsetNs?: bigint;
  /** CRC-32 of the samples as the sender told it; absent where it did not. */
  readonly samplesCrc32?: number | undefined;
}

/** Carries `Arrival.receivedNs` on the broker: for who keeps the message, not for who computes from it. */
export const RECEIVED_HEADER = "Phm-Received-Ns";
