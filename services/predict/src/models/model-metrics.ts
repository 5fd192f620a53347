import type { ModelScope } from "@phm/contracts";
import type { Metrics } from "@phm/service-kit";
import type { InputDriftFigure } from "./input-drift.js";

const SCOPE = ["organisation", "site", "time_scale"] as const;

/** What is shown of a champion or a challenger. Names of models stand on one metric alone; the others go by role. */
export interface ServedFigures {
  readonly scope: ModelScope;
  readonly role: "champion" | "challenger";
  readonly model: string;
  readonly lives: number;
  readonly coverageRatio: number | null;
  readonly pinballLn: number | null;
  readonly drift: readonly InputDriftFigure[];
}

/** Every metric of models. */
export class ModelMetrics {
  private readonly info;
  private readonly drift;
  private readonly lives;
  private readonly coverage;
  private readonly pinball;
  private readonly rollbacks;
  private readonly failures;

  constructor(metrics: Metrics) {
    this.info = metrics.gauge("model_info", "1 for each model that speaks or runs in shadow", [...SCOPE, "role", "model"]);
    this.drift = metrics.gauge(
      "model_input_stability_index",
      "Population stability index of a model input against training (above 0.25 it has drifted); NaN while too few values were seen",
      [...SCOPE, "role", "input"],
    );
    this.lives = metrics.gauge("model_lives", "Lives that ended here and that the model had given an interval on", [...SCOPE, "role"]);
    this.coverage = metrics.gauge("model_coverage_ratio", "Share that the model's interval held of these lives; NaN without any", [
      ...SCOPE,
      "role",
    ]);
    this.pinball = metrics.gauge("model_pinball_ln", "Mean pinball loss on these lives, ln(time); NaN without any", [...SCOPE, "role"]);
    this.rollbacks = metrics.counter("model_rollbacks_total", "Champions taken back, by whom", ["cause"]);
    this.failures = metrics.counter("model_load_failures_total", "Attempts to open a model that failed: what was served stays");
  }

  rolledBack(cause: "automatic" | "person"): void {
    this.rollbacks.inc({ cause });
  }

  loadFailed(): void {
    this.failures.inc();
  }

  /** Replaces what is shown: a model that does not serve any more is not shown. */
  show(served: readonly ServedFigures[]): void {
    for (const gauge of [this.info, this.drift, this.lives, this.coverage, this.pinball]) gauge.reset();
    for (const { scope, role, model, lives, coverageRatio, pinballLn, drift } of served) {
      const labels = { organisation: scope.organisation, site: scope.site, time_scale: scope.timeScale, role };
      this.info.set({ ...labels, model }, 1);
      this.lives.set(labels, lives);
      this.coverage.set(labels, coverageRatio ?? Number.NaN);
      this.pinball.set(labels, pinballLn ?? Number.NaN);
      for (const { input, stabilityIndex } of drift) this.drift.set({ ...labels, input }, stabilityIndex ?? Number.NaN);
    }
  }
}
