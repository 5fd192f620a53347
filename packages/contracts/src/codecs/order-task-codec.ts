import { create } from "@bufbuild/protobuf";
import type { OrderOrigin, OrderTask } from "@phm/domain";
import * as wire from "../gen/phm/workorder/v1/workorder_pb.js";
import { enumCodec } from "./enum-codec.js";
import { present } from "./optional-fields.js";
import { bilingualFromWire, bilingualToWire } from "./order-record-codec.js";

const originCodec = enumCodec<OrderOrigin, wire.OrderOrigin>({
  prediction: wire.OrderOrigin.PREDICTION,
  plan: wire.OrderOrigin.PLAN,
  inspection: wire.OrderOrigin.INSPECTION,
  person: wire.OrderOrigin.PERSON,
});

export const orderOriginToWire = originCodec.toWire;

/** @throws InvalidValue naming an unknown one, or none */
export function orderOriginFromWire(origin: wire.OrderOrigin): OrderOrigin {
  return originCodec.fromWire(origin, "origin");
}

export function orderTaskToWire(task: OrderTask): wire.OrderTask {
  const { title, description, checks, parts, tools, estimatedMinutes, skill } = task;
  return create(wire.OrderTaskSchema, {
    title: bilingualToWire(title),
    ...(description ? { description: bilingualToWire(description) } : {}),
    checks: checks.map(bilingualToWire),
    parts: parts.map((part) => create(wire.TaskPartSchema, part)),
    tools: tools.map(bilingualToWire),
    ...present({ estimatedMinutes, skill }),
  });
}

/** @throws InvalidValue naming a text that is missing */
export function orderTaskFromWire(message: wire.OrderTask, field = "task"): OrderTask {
  const { title, description, checks, parts, tools, estimatedMinutes, skill } = message;
  return {
    title: bilingualFromWire(title, `${field}.title`),
    ...(description ? { description: bilingualFromWire(description, `${field}.description`) } : {}),
    checks: checks.map((check, i) => bilingualFromWire(check, `${field}.checks[${i}]`)),
    parts: parts.map(({ part, quantity }) => ({ part, quantity })),
    tools: tools.map((tool, i) => bilingualFromWire(tool, `${field}.tools[${i}]`)),
    ...present({ estimatedMinutes, skill: skill === "" ? undefined : skill }),
  };
}
