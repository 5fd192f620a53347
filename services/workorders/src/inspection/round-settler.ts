import { countedRecord, findingRequest, isWarningRun } from "@phm/advisory";
import type { InspectionKey, InspectionRecord, InspectionStandard, RoundItem } from "@phm/domain";
import type { Logger } from "@phm/service-kit";
import type { FindingOrders } from "./finding-orders.js";
import type { InspectionBook } from "./inspection-book.js";
import type { ReadingLog } from "./reading-log.js";
import type { RoundBook } from "./round-book.js";
import { type ItemKey, type RoundKey, type RoundRecord, readRound, roundKey } from "./stored-round.js";

export interface RoundSettlerOptions {
  readonly rounds: RoundBook;
  readonly standards: InspectionBook<InspectionStandard>;
  readonly readings: ReadingLog;
  readonly orders: Pick<FindingOrders, "raise" | "get" | "attachPhotos">;
  readonly logger: Logger;
}

/** A photo that has not come after so long will not come any more. */
const PHOTO_WAIT_NS = 30n * 86_400n * 1_000_000_000n;

/**
 * Does what follows from records once they are stored: the course of the point, and the work order of a failed item. What is to be done
 * stands in the round until it is done, and every step can be repeated: a crash in between loses and doubles nothing.
 */
export class RoundSettler {
  constructor(private readonly options: RoundSettlerOptions) {}

  /** Whatever is unsettled anywhere. Returns how many rounds these were. */
  async settlePending(limit: number): Promise<number> {
    const { items } = await this.options.rounds.rounds.query({ where: { toSettle: true }, limit });
    for (const { value } of items) {
      const { organisation, site, id } = readRound(value).round;
      await this.#tried({ organisation, site, id });
    }
    return items.length;
  }

  /** @throws what stores and orders throw: what is not settled stays noted */
  async settle(key: RoundKey): Promise<void> {
    const record = await this.options.rounds.get(key);
    for (const point of record.unsettled) {
      const item = record.round.items.find((each) => each.point === point);
      const isDone = !item || (await this.#settleItem({ ...key, point: item.point }, item));
      if (isDone) await this.#strike(key, point, item);
    }
  }

  /** One round that cannot be settled does not stand in the way of the others. */
  async #tried(key: RoundKey): Promise<void> {
    try {
      await this.settle(key);
    } catch (error) {
      this.options.logger.warn({ err: error, round: roundKey(key) }, "an inspection round could not be settled, tried again later");
    }
  }

  /** @returns whether nothing is left to do */
  async #settleItem(key: ItemKey, item: RoundItem): Promise<boolean> {
    const { readings } = this.options;
    const counted = countedRecord(item);
    if (!counted) return true;
    const point = pointKey(key);
    await readings.note(point, counted);
    const isDone = await this.#raise(key, item);
    // What came late may complete a run of warnings that ends on a later round.
    const standard = (await this.options.standards.find(point))?.content;
    const run = standard?.warningsToFail ?? 0;
    if (run > 0 && counted.grade !== "fail") {
      for (const later of await readings.after(point, counted.takenNs, 2 * run)) await this.#raiseLater({ ...key, id: later.round });
    }
    return isDone;
  }

  async #raiseLater(key: ItemKey): Promise<void> {
    const { round } = await this.options.rounds.get(key);
    const item = round.items.find(({ point }) => point === key.point);
    if (item) await this.#raise(key, item);
  }

  async #raise(key: ItemKey, item: RoundItem): Promise<boolean> {
    const { rounds, orders } = this.options;
    const counted = countedRecord(item);
    const standard = counted && (await this.#standardOf(key, counted));
    if (!counted || !standard) return true;
    const isRun = await this.#isRun(key, counted, standard);
    const request = findingRequest(key, item, standard, isRun);
    if (!request) return true;
    const raised = (await rounds.get(key)).raised[key.point];
    const order = raised === undefined ? await orders.raise(request) : await orders.get(key.organisation, raised);
    await rounds.change(key, (before) => withRaised(before, key.point, order.id));
    const record = item.records.find(({ takenNs }) => takenNs === request.timeNs) ?? counted;
    const missing = await orders.attachPhotos(order, record);
    return missing.length === 0 || rounds.nowNs() - record.receivedNs > PHOTO_WAIT_NS;
  }

  async #isRun(key: ItemKey, counted: InspectionRecord, { warningsToFail }: InspectionStandard): Promise<boolean> {
    if (warningsToFail === undefined || counted.grade !== "warn") return false;
    // Those that were skipped are passed over, so there may be some more to read.
    const recent = await this.options.readings.upTo(pointKey(key), counted.takenNs, 4 * warningsToFail);
    return isWarningRun(
      recent.map(({ grade }) => grade),
      warningsToFail,
    );
  }

  /** The standard that the inspector was shown. */
  async #standardOf(key: ItemKey, { standardVersion }: InspectionRecord): Promise<InspectionStandard | undefined> {
    return this.options.standards.at(pointKey(key), standardVersion);
  }

  /** A record that has come meanwhile leaves the point to be settled again. */
  async #strike(key: RoundKey, point: string, settled: RoundItem | undefined): Promise<void> {
    await this.options.rounds.change(key, (before) => {
      const now = before.round.items.find((each) => each.point === point);
      if (now?.records.length !== settled?.records.length || !before.unsettled.includes(point)) return before;
      return { ...before, unsettled: before.unsettled.filter((each) => each !== point) };
    });
  }
}

function pointKey({ organisation, site, point }: ItemKey): InspectionKey {
  return { organisation, site, code: point };
}

function withRaised(before: RoundRecord, point: string, order: string): RoundRecord {
  if (before.raised[point] === order) return before;
  return { ...before, raised: { ...before.raised, [point]: order } };
}
