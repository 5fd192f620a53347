import type { StoreFaultKind, StoreVerificationEvent } from "@phm/contracts";

export type FaultKind = StoreFaultKind;
export type ScrubEvent = StoreVerificationEvent;
/** Something in a store that is not as it was written. */
export type Fault = Extract<ScrubEvent, { fault: unknown }>["fault"];
/** How far a store has been read. */
export type Tally = Extract<ScrubEvent, { tally: unknown }>["tally"];
