import { setTimeout as delay } from "node:timers/promises";
import { type NatsLink, ServiceError } from "@phm/service-kit";
import { KEEPERS } from "../suite/suite-addresses.js";

const LOOK_AGAIN_MS = 100;
const STREAM_PREFIX = "PHM_";

/** What lies between the services. */
export interface LinkState {
  /** Messages that a service has still to work off. */
  readonly waiting: number;
  /** Each stream with the number of its last message: the same again means that nothing was published in between. */
  readonly marks: string;
}

export async function linkState({ manager }: NatsLink): Promise<LinkState> {
  let waiting = 0;
  const marks: string[] = [];
  for await (const { config, state } of manager.streams.list()) {
    if (!config.name.startsWith(STREAM_PREFIX)) continue;
    marks.push(`${config.name}:${state.last_seq}`);
    for await (const { name, num_pending, num_ack_pending } of manager.consumers.list(config.name))
      if (KEEPERS.some((service) => name.startsWith(`${service}-`))) waiting += num_pending + num_ack_pending;
  }
  return { waiting, marks: marks.sort().join() };
}

/** Waits until the services have worked off all that was published. @throws ServiceError when they have not by then */
export async function untilQuiet(link: NatsLink, patienceMs: number, check: () => void): Promise<LinkState> {
  const endMs = performance.now() + patienceMs;
  for (;;) {
    check();
    const state = await linkState(link);
    if (state.waiting === 0) return state;
    if (performance.now() > endMs)
      throw new ServiceError("deadline_exceeded", `the services have still ${state.waiting} messages to work off: is one of them down?`);
    await delay(LOOK_AGAIN_MS);
  }
}
