import { create } from "@bufbuild/protobuf";
import {
  type AcquisitionService,
  durabilityCodec,
  type SubmitRequest,
  type SubmitResponse,
  SubmitResponseSchema,
  timeBaseCodec,
} from "@phm/contracts";
import type { Durability, TimeNs } from "@phm/domain";
import { type Caller, checkOrigin, type MethodHandler, ServiceError, type SpanAttributes, withOwnTrace } from "@phm/service-kit";
import type { AcquisitionAcceptor } from "../accept/accept-acquisition.js";
import type { Arrival } from "../accept/arrival.js";
import { isOurFault, type Rejection, rejectionFrom } from "../accept/rejection.js";
import { SenderClock } from "../accept/sender-clock.js";
import { StreamOrder } from "../accept/stream-order.js";
import type { DeadLetters } from "../dead-letters.js";
import type { IntakeGate } from "../intake/intake-gate.js";
import type { IntakeLimits } from "../intake/intake-limits.js";
import type { IngestMetrics } from "../metrics.js";
import { untilAborted } from "./until-aborted.js";

/** Acquisitions of one stream under way at once: enough to keep the broker busy, small enough to bound memory (32 × 4 MiB). */
const IN_FLIGHT = 32;

export interface SubmitDependencies {
  readonly acceptor: AcquisitionAcceptor;
  readonly deadLetters: DeadLetters;
  readonly metrics: IngestMetrics;
  readonly gate: IntakeGate;
  readonly limits: IntakeLimits;
  readonly nowNs: () => TimeNs;
  /** What each acknowledgement vouches for. */
  readonly durability: Durability;
}

const LIVE = timeBaseCodec.toWire("live");

type Submit = MethodHandler<(typeof AcquisitionService)["method"]["submit"]>;

/**
 * Answers each acquisition of the stream; stops reading while too many are under way, which is back-pressure to the sender.
 * When the broker cannot take one, the whole stream ends with that status and the ones behind it are not tried:
 * the sender repeats all of them in order, so that none overtakes another. Nor does one pass by an acquisition of its asset that was
 * rejected as retryable on the same stream.
 */
export function submit(dependencies: SubmitDependencies): Submit {
  return async (stream, { peer, signal, caller }) => {
    const close = dependencies.limits.openStream();
    const underWay = new Set<Promise<void>>();
    const halting = new AbortController();
    const order = new StreamOrder(halting);
    const senderClock = new SenderClock();
    const outcomeInTrace = (request: SubmitRequest) => {
      const receivedNs = dependencies.nowNs();
      return withOwnTrace("accept acquisition", identityOf(request), () =>
        outcomeOf(request, () => arrivalOf(request, receivedNs, senderClock), order, dependencies, caller),
      );
    };
    const answer = async (outcome: Promise<SubmitResponse>) => {
      try {
        await stream.send(await outcome);
      } catch (error) {
        halting.abort(error);
      }
    };
    try {
      for await (const request of untilAborted(stream.requests, halting.signal)) {
        await dependencies.gate.passed();
        const leave = await dependencies.limits.enter(hostOf(peer), bytesOf(request), signal);
        // Left before the answer is read: a sender that reads none must not keep others from their turn.
        const answered = answer(outcomeInTrace(request).finally(leave)).finally(() => underWay.delete(answered));
        underWay.add(answered);
        if (underWay.size >= IN_FLIGHT) await Promise.race(underWay);
      }
      await Promise.all(underWay);
    } finally {
      close();
    }
    halting.signal.throwIfAborted();
  };
}

/** A sender's streams share its host: `10.0.0.7:50012`, `[::1]:50012`. */
function hostOf(peer: string): string {
  return peer.replace(/:\d+$/, "");
}

/** Nearly all of an acquisition are its samples. */
function bytesOf({ acquisition }: SubmitRequest): number {
  return (acquisition?.channels ?? []).reduce((sum, { data }) => sum + data.byteLength, 0);
}

function identityOf({ acquisition }: SubmitRequest): SpanAttributes {
  return { "phm.asset": acquisition?.ref?.asset, "phm.acquisition": acquisition?.id };
}

/** Only a live session tells its clock. @throws InvalidValue for a sending time that is none */
function arrivalOf({ acquisition, sentNs, samplesCrc32 }: SubmitRequest, receivedNs: TimeNs, senderClock: SenderClock): Arrival {
  if (sentNs === undefined || acquisition?.timeBase !== LIVE) return { receivedNs, samplesCrc32 };
  return { receivedNs, samplesCrc32, clockOffsetNs: senderClock.offsetAt(sentNs, receivedNs) };
}

/** @throws ServiceError where the fault is on our side of the stream and later items must not pass this one by. */
async function outcomeOf(
  { acquisition }: SubmitRequest,
  arrival: () => Arrival,
  order: StreamOrder,
  dependencies: SubmitDependencies,
  caller: Caller | undefined,
): Promise<SubmitResponse> {
  const { acceptor, deadLetters, metrics } = dependencies;
  const finished = metrics.startAccept();
  if (!acquisition) {
    finished("rejected", 0, MISSING_ACQUISITION.reason);
    return rejected({}, MISSING_ACQUISITION);
  }
  const identity = { ref: acquisition.ref, id: acquisition.id };
  // Ends the stream, and is kept nowhere: what belongs to others must not be written into their records, not even as refused.
  try {
    checkOrigin(caller, acquisition.ref);
  } catch (error) {
    finished("rejected", 0, ServiceError.from(error).reason);
    throw error;
  }
  try {
    const { duplicate, bytes } = await acceptor.accept(acquisition, arrival(), order);
    const level = durabilityCodec.toWire(dependencies.durability);
    finished(duplicate ? "duplicate" : "accepted", bytes);
    return create(SubmitResponseSchema, { ...identity, outcome: { case: "accepted", value: { duplicate, durability: level } } });
  } catch (error) {
    const rejection = rejectionFrom(error);
    finished("rejected", 0, rejection.reason);
    if (isOurFault(error)) throw error;
    if (!rejection.retryable) await deadLetters.record(acquisition, rejection);
    return rejected(identity, rejection);
  }
}

const MISSING_ACQUISITION: Rejection = {
  reason: "missing_acquisition",
  field: "acquisition",
  value: "absent",
  limit: "present",
  retryable: false,
  conflict: false,
};

function rejected(identity: Partial<Pick<SubmitResponse, "ref" | "id">>, rejection: Rejection): SubmitResponse {
  return create(SubmitResponseSchema, { ...identity, outcome: { case: "rejected", value: rejection } });
}
