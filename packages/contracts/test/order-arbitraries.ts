import type { RequestedCommand } from "@phm/contracts";
import {
  assetId,
  CONDITION_STATES,
  type ConditionCourse,
  FAILURE_MODES,
  type OrderWork,
  organisationId,
  PROOF_RESULTS,
  pointId,
  SIGNATURE_METHODS,
  STOCK_EFFECTS,
  type Suppression,
  siteId,
  WORK_ORDER_EVENT_KINDS,
  WORK_ORDER_STATES,
  type WorkOrderEvent,
  ZONES,
} from "@phm/domain";
import fc from "fast-check";

const name = fc.stringMatching(/^[A-Za-z0-9_\-泵机é]{1,24}$/);
const text = fc.string({ unit: "grapheme", maxLength: 40 });
const time = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
const figure = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (Object.is(x, -0) ? 0 : x));
const count = fc.integer({ min: 0, max: 100_000 });
const number = fc.integer({ min: 1, max: 1_000 });
const sha256 = fc.stringMatching(/^[0-9a-f]{64}$/);
const method = fc.constantFrom(...SIGNATURE_METHODS);

/** What is not there is left out. */
const partial = <T>(model: { [P in keyof T]: fc.Arbitrary<T[P]> }, optional: (keyof T)[]) => {
  const requiredKeys = (Object.keys(model) as (keyof T)[]).filter((key) => !optional.includes(key));
  return fc.record(model, { requiredKeys, noNullPrototype: true });
};

export const bilingual = fc.record({ en: text, zh: text });

export const orderEvent = partial(
  {
    ...{ sequence: number, timeNs: time, kind: fc.constantFrom(...WORK_ORDER_EVENT_KINDS), state: fc.constantFrom(...WORK_ORDER_STATES) },
    ...{ advisoryId: text, actor: text, note: text, commandId: text },
  },
  ["state", "advisoryId", "commandId"],
) as fc.Arbitrary<WorkOrderEvent>;

const tick = partial({ person: text, timeNs: time, reading: figure, unit: text, note: text }, ["reading", "unit", "note"]);
const timeBooking = partial({ person: text, startNs: time, minutes: figure, ratePerHour: figure, note: text }, ["ratePerHour", "note"]);
const partBooking = partial(
  { part: text, quantity: figure, costPerUnit: figure, note: text, store: text, stock: fc.constantFrom(...STOCK_EFFECTS) },
  ["costPerUnit", "note", "store", "stock"],
);

const listedTexts = fc.array(fc.record({ en: text, zh: text }), { maxLength: 3 });
export const orderTask = fc.record(
  {
    title: fc.record({ en: text, zh: text }),
    description: fc.record({ en: text, zh: text }),
    checks: listedTexts,
    parts: fc.array(fc.record({ part: text, quantity: figure }), { maxLength: 3 }),
    tools: listedTexts,
    estimatedMinutes: figure,
    skill: fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
  },
  { requiredKeys: ["title", "checks", "parts", "tools"], noNullPrototype: true },
);

export const orderWork = partial(
  {
    ...{ assignee: text, plannedStartNs: time, plannedEndNs: time, holdReason: text, doneNs: time },
    signature: fc.record({ person: text, method, timeNs: time }),
    checklist: fc.array(partial({ number, text: bilingual, tick }, ["tick"]), { maxLength: 3 }),
    timeBookings: fc.array(timeBooking, { maxLength: 3 }),
    partBookings: fc.array(partBooking, { maxLength: 3 }),
    attachments: fc.array(fc.record({ number, name: text, contentType: text, bytes: count, sha256, person: text, timeNs: time }), {
      maxLength: 2,
    }),
  },
  ["assignee", "plannedStartNs", "plannedEndNs", "holdReason", "doneNs", "signature"],
) as unknown as fc.Arbitrary<OrderWork>;

const figures = fc.record({
  timeNs: time,
  state: fc.constantFrom(...CONDITION_STATES),
  levelRatio: fc.option(figure),
  zone: fc.option(fc.constantFrom(...ZONES)),
  confidence: fc.option(figure),
});

export const conditionCourse = partial({ opening: figures, worst: figures, after: figures, result: fc.constantFrom(...PROOF_RESULTS) }, [
  "after",
]) as fc.Arbitrary<ConditionCourse>;

export const suppression = partial(
  {
    id: text,
    ref: fc.record({ organisation: name.map(organisationId), site: name.map(siteId), asset: name.map(assetId) }),
    point: name.map(pointId),
    failureMode: fc.constantFrom(...FAILURE_MODES),
    ...{ reason: text, actor: text, sinceNs: time, untilNs: time },
    lifted: fc.record({ actor: text, timeNs: time, reason: text }),
  },
  ["point", "lifted"],
) as fc.Arbitrary<Suppression>;

export const requestedCommand = fc.oneof(
  fc.record({ kind: fc.constantFrom("acknowledge" as const, "start" as const) }),
  partial({ kind: fc.constant("assign" as const), assignee: name }, ["assignee"]),
  fc.record({ kind: fc.constant("plan" as const), startNs: time, endNs: time }),
  fc.record({ kind: fc.constantFrom("hold" as const, "reject" as const, "reopen" as const), reason: text }),
  fc.record({ kind: fc.constantFrom("resume" as const, "finish" as const, "comment" as const), note: text }),
  fc.record({ kind: fc.constant("verify" as const), name: text, method }),
  partial({ kind: fc.constant("tick" as const), number, reading: figure, unit: text, note: text }, ["reading", "unit", "note"]),
  fc.record({ kind: fc.constant("book_time" as const), booking: timeBooking }),
  fc.record({ kind: fc.constant("book_part" as const), booking: partBooking }),
) as fc.Arbitrary<RequestedCommand>;
