import type { ModelScope } from "@phm/contracts";
import { compareModels, type GateReport, type PairedLife, pairedOnCards, type ServedModel } from "@phm/prognostics";
import { type FalseTicketOptions, falseTickets } from "./false-tickets.js";
import type { LiveLives } from "./live-lives.js";

/** The comparison of two models of a scope. */
export interface GateVerdict extends GateReport {
  readonly champion: string;
  readonly challenger: string;
  /** Of the champion on the lives compared; where there are none, what it was calibrated to. */
  readonly championCoverageRatio: number;
}

/** Holds a challenger against the champion, on the lives on their cards and on those that ended here. */
export class ModelGate {
  constructor(
    private readonly live: LiveLives,
    private readonly tickets: FalseTicketOptions,
  ) {}

  async compare(scope: ModelScope, champion: ServedModel, challenger: ServedModel): Promise<GateVerdict> {
    const [card, other] = [champion.document.card, challenger.document.card];
    const live = await this.live.paired(scope, card.model, other.model);
    const found = await falseTickets(scope, { champion: card.model, challenger: other.model }, this.tickets);
    const lives: PairedLife[] = [...pairedOnCards(card, other), ...live];
    const report = compareModels(lives, found);
    const covered = report.criteria.find(({ measure, over }) => measure === "coverage_ratio" && over === "all")?.champion;
    const championCoverageRatio = covered ?? champion.document.calibration.level;
    return { ...report, champion: card.model, challenger: other.model, championCoverageRatio };
  }
}
