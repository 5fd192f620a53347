import { type EnterpriseSystem, NS_PER_S, type TimeNs } from "@phm/domain";
import type { Logger } from "@phm/service-kit";
import { MAX_ERROR } from "../outbox/next-attempt.js";
import type { OutgoingFetch } from "../outgoing/outgoing-fetch.js";
import type { EventIntake } from "./event-intake.js";
import { RestSystem } from "./rest-system.js";
import type { SystemBook } from "./system-book.js";

export interface ChangePollerDependencies {
  readonly systems: SystemBook;
  readonly intake: EventIntake;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly ask: OutgoingFetch;
  readonly nowNs: () => TimeNs;
  readonly logger: Logger;
}

/** What is left of a longer list is asked for in the next turn. */
const MAX_PAGES = 100;

/** Asks those systems for their changes whose turn it is. What is taken and not noted when the process ends comes again, and is known. */
export class ChangePoller {
  constructor(private readonly dependencies: ChangePollerDependencies) {}

  /** @param signal aborted when the service stops: what is not taken by then is asked for after its next start */
  async pollDue(signal: AbortSignal): Promise<void> {
    const { systems, nowNs } = this.dependencies;
    const due = (await systems.all()).filter(({ system, polledNs }) => isDue(system, polledNs, nowNs()));
    await Promise.all(due.map(({ system, cursor }) => this.#poll(system, cursor, signal)));
  }

  async #poll(system: EnterpriseSystem, cursor: string, signal: AbortSignal): Promise<void> {
    const { systems, nowNs, logger } = this.dependencies;
    try {
      await this.#take(system, cursor, signal);
      await systems.polled(system, { polledNs: nowNs(), pollError: "" });
    } catch (error) {
      const { message } = error as Error;
      logger.warn({ system: system.id, err: message }, "a system could not be asked for its changes, tried again later");
      await systems.polled(system, { polledNs: nowNs(), pollError: message.slice(0, MAX_ERROR) });
    }
  }

  /** Page after page while there are more; each is noted when it is taken. */
  async #take(system: EnterpriseSystem, from: string, signal: AbortSignal): Promise<void> {
    const { systems, intake, variables, ask } = this.dependencies;
    const rest = new RestSystem(system, variables, ask, signal);
    let cursor = from;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const changes = await rest.changesSince(cursor);
      for (const body of changes.events) await intake.take(system, body);
      if (changes.events.length === 0 || changes.cursor === cursor) return;
      cursor = changes.cursor;
      await systems.polled(system, { cursor });
    }
  }
}

function isDue({ changesPath, pollEveryS }: EnterpriseSystem, polledNs: TimeNs, nowNs: TimeNs): boolean {
  return changesPath !== undefined && nowNs - polledNs >= BigInt(pollEveryS) * NS_PER_S;
}
