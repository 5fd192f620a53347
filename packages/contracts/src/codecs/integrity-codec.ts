import { create } from "@bufbuild/protobuf";
import * as wire from "../gen/phm/integrity/v1/integrity_pb.js";
import { enumCodec } from "./enum-codec.js";

export type StoreFaultKind = "damaged" | "missing" | "orphaned";

/** What a verification tells: a fault, or how far a store has been read. */
export type StoreVerificationEvent =
  | {
      readonly fault: {
        readonly kind: StoreFaultKind;
        readonly store: string;
        readonly id: string;
        readonly namedBy?: string;
        readonly detail: string;
        readonly repaired: boolean;
      };
    }
  | {
      readonly tally: {
        readonly store: string;
        readonly items: number;
        readonly itemsWithoutChecksum: number;
        readonly bytes: number;
        readonly done: boolean;
      };
    };

const kindCodec = enumCodec<StoreFaultKind, wire.FaultKind>({
  damaged: wire.FaultKind.DAMAGED,
  missing: wire.FaultKind.MISSING,
  orphaned: wire.FaultKind.ORPHANED,
});

export function scrubEventToWire(event: StoreVerificationEvent): wire.VerifyResponse {
  if ("fault" in event) {
    const value = { ...event.fault, kind: kindCodec.toWire(event.fault.kind), namedBy: event.fault.namedBy ?? "" };
    return create(wire.VerifyResponseSchema, { event: { case: "finding", value } });
  }
  const { items, itemsWithoutChecksum, bytes, ...rest } = event.tally;
  const value = { ...rest, items: BigInt(items), itemsWithoutChecksum: BigInt(itemsWithoutChecksum), bytes: BigInt(bytes) };
  return create(wire.VerifyResponseSchema, { event: { case: "progress", value } });
}

/** Undefined for an event of a later release. */
export function scrubEventFromWire({ event }: wire.VerifyResponse): StoreVerificationEvent | undefined {
  switch (event.case) {
    case "finding": {
      const { kind, store, id, namedBy, detail, repaired } = event.value;
      const fault = { kind: kindCodec.fromWire(kind, "finding.kind"), store, id, detail, repaired };
      return { fault: namedBy === "" ? fault : { ...fault, namedBy } };
    }
    case "progress": {
      const { store, items, itemsWithoutChecksum, bytes, done } = event.value;
      return { tally: { store, items: Number(items), itemsWithoutChecksum: Number(itemsWithoutChecksum), bytes: Number(bytes), done } };
    }
    default:
      return undefined;
  }
}
