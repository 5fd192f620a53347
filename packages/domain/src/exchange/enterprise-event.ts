import type { TimeNs } from "../time.js";
import type { ExternalState } from "./enterprise-system.js";

interface EventBase {
  /** Of theirs; the same again is a repetition. */
  readonly id: string;
  /** Grows with every change of the same order or stop: of two events the one with the larger counts. */
  readonly sequence: number;
  readonly note: string;
}

/** How an order of ours stands with them, as a whole: what came before it is contained in it. */
export interface OrderEvent extends EventBase {
  readonly kind: "order";
  /** Our id of the order, or, where they do not keep that, their number. */
  readonly order?: string;
  readonly number?: string;
  readonly state?: ExternalState;
  /** When they have planned the work; both or none. */
  readonly plannedStartNs?: TimeNs;
  readonly plannedEndNs?: TimeNs;
}

/** A time in which a machine, or the whole site, stands. */
export interface StopEvent extends EventBase {
  readonly kind: "stop";
  readonly stop: string;
  /** In their words; absent: the whole site. */
  readonly location?: string;
  readonly withdrawn: boolean;
  /** Of one that is not withdrawn. */
  readonly startNs?: TimeNs;
  readonly endNs?: TimeNs;
}

export type EnterpriseEvent = OrderEvent | StopEvent;
