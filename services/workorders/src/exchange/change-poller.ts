import { type EnterpriseSystem, NS_PER_S, type TimeNs } from "@phm/domain";
import type { Logger } from "@phm/service-kit";
import type { EventIntake } from "./event-intake.js";
import { RestSystem } from "./rest-system.js";
import type { SystemBook } from "./system-book.js";

export interface ChangePollerDependencies {
  readonly systems: SystemBook;
  readonly intake: EventIntake;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly nowNs: () => TimeNs;
  readonly logger: Logger;
}

/** Asks those systems for their changes whose turn it is. What is taken and not noted when the process ends comes again, and is known. */
export class ChangePoller {
  constructor(private readonly dependencies: ChangePollerDependencies) {}

  async pollDue(): Promise<void> {
    const { systems, nowNs } = this.dependencies;
    const due = (await systems.all()).filter(({ system, polledNs }) => isDue(system, polledNs, nowNs()));
    await Promise.all(due.map(({ system, cursor }) => this.#poll(system, cursor)));
  }

  async #poll(system: EnterpriseSystem, cursor: string): Promise<void> {
    const { systems, intake, variables, nowNs, logger } = this.dependencies;
    try {
      const changes = await new RestSystem(system, variables).changesSince(cursor);
      for (const body of changes.events) await intake.take(system, body);
      await systems.polled(system, changes.cursor, nowNs());
    } catch (error) {
      logger.warn({ system: system.id, err: (error as Error).message }, "a system could not be asked for its changes, tried again later");
      await systems.polled(system, cursor, nowNs());
    }
  }
}

function isDue({ changesPath, pollEveryS }: EnterpriseSystem, polledNs: TimeNs, nowNs: TimeNs): boolean {
  return changesPath !== undefined && nowNs - polledNs >= BigInt(pollEveryS) * NS_PER_S;
}
