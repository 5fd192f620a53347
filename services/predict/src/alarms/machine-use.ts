import { type AssetConfig, alarmId } from "@phm/domain";
import type { AssetDirectory, Collection } from "@phm/service-kit";
import type { AlarmBook } from "./alarm-book.js";
import type { AlarmHistory } from "./alarm-history.js";
import type { AssetClock } from "./asset-clock.js";
import { refOf, type StoredAlarm } from "./stored-alarm.js";

/** Whose doing it is; what people have taken out of service stays so until they return it. */
const REGISTER = "equipment-register";
const REASON = { in_repair: "the machine is in repair", retired: "the machine is retired" } as const;
const IN_USE_AGAIN = "the machine is in use again";
export const BACK_FROM_REPAIR = { actor: REGISTER, reason: "the machine came back from repair" } as const;

const BATCH = 500;
/** An alarm that is out of service goes on following its condition: more than this does not happen to it in the meantime. */
const RECENT = 200;

export interface MachineUseOptions {
  readonly directory: Pick<AssetDirectory, "find" | "matching">;
  readonly alarms: Collection<StoredAlarm>;
  readonly book: AlarmBook;
  readonly history: AlarmHistory;
  readonly clock: AssetClock;
}

/** The alarms of machines that are in repair or retired are out of service, by design and not by anybody's care. */
export class MachineUse {
  constructor(private readonly options: MachineUseOptions) {}

  /** Brings the alarms up to what the register says. What a crash leaves undone is done the next time. */
  async follow(): Promise<void> {
    const { directory } = this.options;
    for (const config of directory.matching(({ outOfUse }) => outOfUse !== undefined)) await this.#takeOut(config);
    await this.#returnThoseInUse();
  }

  async #takeOut({ ref, outOfUse }: AssetConfig): Promise<void> {
    const { book, clock } = this.options;
    const alarm = await book.find(ref);
    if (!alarm || !outOfUse || alarm.record.state === "out_of_service") return;
    const event = { kind: "taken_out_of_service", actor: REGISTER, reason: REASON[outOfUse] } as const;
    await book.command(alarmId(ref), event, await clock.nowNs(ref, alarm.timeBase), 0);
  }

  async #returnThoseInUse(): Promise<void> {
    const { alarms, book, clock, directory } = this.options;
    const { items } = await alarms.query({ where: { state: "out_of_service" }, limit: BATCH });
    for (const { value } of items) {
      const ref = refOf(value);
      if (!(await this.#isByRegister(value)) || (await directory.find(ref))?.outOfUse) continue;
      const event = { kind: "returned_to_service", actor: REGISTER, reason: IN_USE_AGAIN } as const;
      await book.command(alarmId(ref), event, await clock.nowNs(ref, value.timeBase), 0);
    }
  }

  /** By the latest that was taken out: it may be on record and not in the history yet. */
  async #isByRegister({ pending, ...alarm }: StoredAlarm): Promise<boolean> {
    const { transitions } = await this.options.history.list(refOf({ pending, ...alarm }), { limit: RECENT });
    const newestFirst = [...pending.toReversed(), ...transitions];
    return newestFirst.find(({ event }) => event === "taken_out_of_service")?.actor === REGISTER;
  }
}
