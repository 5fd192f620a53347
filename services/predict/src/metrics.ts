import type { Assessment } from "@phm/pipeline";
import type { Metrics } from "@phm/service-kit";

type Outcome = "assessed" | "repeated" | "late";

/** Every metric of predict. */
export class PredictMetrics {
  private readonly vectors;
  private readonly conditions;
  private readonly prognoses;
  private readonly alarms;

  constructor(metrics: Metrics) {
    this.vectors = metrics.counter("vectors_total", "Feature vectors taken, by what came of them", ["outcome"]);
    this.conditions = metrics.counter("conditions_total", "Assessments, by condition state", ["state"]);
    this.prognoses = metrics.counter("prognoses_total", "Remaining-life answers, by status", ["status"]);
    this.alarms = metrics.counter("alarm_changes_total", "Alarm transitions, by the state entered", ["state"]);
  }

  taken(outcome: Outcome): void {
    this.vectors.inc({ outcome });
  }

  assessed({ condition, prognosis, alarm }: Assessment): void {
    this.taken("assessed");
    this.conditions.inc({ state: condition.state });
    this.prognoses.inc({ status: prognosis.status });
    if (alarm) this.alarms.inc({ state: alarm.state });
  }
}
