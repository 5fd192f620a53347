import type { Advisory, WorkOrder, WorkOrderEvent } from "@phm/domain";
import { storedTime } from "@phm/domain";

/** The same value with its times as stored times, so that it is plain JSON. */
type Stored<T, Times extends keyof T> = Omit<T, Times> & { readonly [K in Times]: string };
type StoredAdvisory = Stored<Advisory, "timeNs" | "dueNs">;
type StoredEvent = Stored<WorkOrderEvent, "timeNs">;
/** What people and a service add to an order; where the chain runs in one process nobody does. */
type Added = "endedNs" | "task" | "work" | "course" | "suggestsClosing";

export type StoredWorkOrder = Omit<Stored<WorkOrder, "openedNs" | "updatedNs" | "dueNs">, "latest" | "history" | Added> & {
  readonly latest?: StoredAdvisory;
  readonly history: readonly StoredEvent[];
};

export function storeWorkOrder({ latest, ...order }: WorkOrder): StoredWorkOrder {
  return {
    ...order,
    openedNs: storedTime(order.openedNs),
    updatedNs: storedTime(order.updatedNs),
    dueNs: storedTime(order.dueNs),
    ...(latest ? { latest: { ...latest, timeNs: storedTime(latest.timeNs), dueNs: storedTime(latest.dueNs) } } : {}),
    history: order.history.map((event) => ({ ...event, timeNs: storedTime(event.timeNs) })),
  };
}

export function loadWorkOrder({ latest, ...stored }: StoredWorkOrder): WorkOrder {
  return {
    ...stored,
    openedNs: BigInt(stored.openedNs),
    updatedNs: BigInt(stored.updatedNs),
    dueNs: BigInt(stored.dueNs),
    ...(latest ? { latest: { ...latest, timeNs: BigInt(latest.timeNs), dueNs: BigInt(latest.dueNs) } } : {}),
    history: stored.history.map((event) => ({ ...event, timeNs: BigInt(event.timeNs) })),
  };
}
