import { setTimeout as sleep } from "node:timers/promises";
import { ServiceError } from "@phm/service-kit";
import type { ApiClient, AssessmentAnswer } from "../suite/api-client.js";
import { rulText } from "./ticket.js";

const POLL_MS = 500;

/** Tells what the suite finds out while it is being fed: state changes, remaining life, onset, orders. Each is told once. */
export class Narrator {
  private readonly told = new Set<string>();

  constructor(
    private readonly api: ApiClient,
    private readonly print: (line: string) => void,
  ) {}

  /** Watches the assets until the signal is aborted. */
  async watch(assets: readonly string[], until: AbortSignal): Promise<void> {
    while (!until.aborted) {
      for (const asset of assets) await this.look(asset);
      await sleep(POLL_MS, undefined, { signal: until }).catch(() => {});
    }
  }

  /** Looks once, and tells what is new. */
  async look(asset: string): Promise<void> {
    try {
      const assessment = await this.api.assessment(asset);
      if (assessment) this.tellAssessment(assessment);
      for (const order of await this.api.workOrders(asset)) {
        this.once(`${order.id}`, `  ! ${asset}: work order ${order.id} opened at ${order.openedAt}, due by ${order.dueAt}`);
      }
    } catch (error) {
      // A part of the suite that is being restarted does not answer for a moment; the next look will tell.
      if (!ServiceError.from(error).retryable) throw error;
    }
  }

  private tellAssessment({ asset, onset, condition, rul, asOf }: AssessmentAnswer): void {
    if (onset)
      this.once(`${asset}:${onset.time}`, `  ! ${asset}: onset at ${onset.time}: the vibration left its quiet level and stayed above`);
    this.once(
      `${asset}:${condition.state}:${condition.since}`,
      `  · ${asset}: ${condition.state.replaceAll("_", " ")} since ${condition.since}`,
    );
    // Why nothing can be said of a quiet machine follows from its state, which has been told.
    if (!onset && rul.status === "abstain") return;
    const since = onset?.time ?? condition.since;
    this.once(`${asset}:${since}:${rul.status}`, `  · ${asset}: remaining life as of ${asOf.time}: ${rulText(rul)}`);
  }

  private once(key: string, line: string): void {
    if (this.told.has(key)) return;
    this.told.add(key);
    this.print(line);
  }
}
