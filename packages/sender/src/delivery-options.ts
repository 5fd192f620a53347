import type { AcquisitionService } from "@phm/contracts";
import type { Acquisition, Durability } from "@phm/domain";
import type { ServiceClient, ServiceError } from "@phm/service-kit";

/** Why ingest, or the sender before it, did not take an acquisition. */
export interface RejectedAcquisition {
  readonly acquisition: Acquisition;
  readonly reason: string;
  readonly field: string;
  readonly value: string;
  readonly limit: string;
}

export interface DeliveryCounts {
  accepted: number;
  duplicates: number;
  rejected: number;
}

export interface DeliveryOptions {
  readonly client: ServiceClient<typeof AcquisitionService>;
  /** Acquisitions sent and not yet answered. Default 32. */
  readonly window?: number;
  /** How long a broken connection is tried again before the delivery fails, ms. Default: one minute. */
  readonly patienceMs?: number;
  /** Longest pause between two attempts, ms. Default: two seconds. */
  readonly longestPauseMs?: number;
  /** What an acknowledgement must vouch for at least; the delivery fails at the first one that does not. Default: whatever ingest gives. */
  readonly durability?: Durability;
  readonly onAnswered?: (acquisition: Acquisition, counts: Readonly<DeliveryCounts>) => void;
  readonly onRejected?: (rejected: RejectedAcquisition) => void;
  /** Called when the connection is lost and tried again. */
  readonly onRetry?: (error: ServiceError) => void;
  readonly signal?: AbortSignal;
}
