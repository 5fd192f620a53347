import { ALARM_STATES, type AlarmState, type FailureMode, type VerdictResult } from "@phm/domain";
import { type Assessment, alarmFlood } from "@phm/pipeline";
import { MeasurementAge, type Metrics } from "@phm/service-kit";
import type { AlarmFigures } from "./alarms/alarm-statistics.js";

type Outcome = "assessed" | "repeated" | "reordered" | "late" | "out_of_use";

/** Every metric of predict. */
export class PredictMetrics {
  private readonly vectors;
  private readonly conditions;
  private readonly prognoses;
  private readonly transitions;
  private readonly relearned;
  private readonly alarms;
  private readonly standing;
  private readonly stale;
  private readonly chattering;
  private readonly perAssetWeek;
  private readonly floods;
  private readonly precision;
  private readonly verdicts;
  private readonly lives;
  private readonly refusals;
  private readonly findings;
  readonly age: MeasurementAge;

  constructor(metrics: Metrics) {
    this.vectors = metrics.counter("vectors_total", "Feature vectors taken, by what came of them", ["outcome"]);
    this.conditions = metrics.counter("conditions_total", "Assessments, by condition state", ["state"]);
    this.prognoses = metrics.counter("prognoses_total", "Remaining-life answers, by status", ["status"]);
    this.transitions = metrics.counter("alarm_changes_total", "Alarm transitions, by the state entered", ["state"]);
    this.relearned = metrics.counter("baselines_relearned_total", "Baselines forgotten after a repair");
    this.alarms = metrics.gauge("alarms", "Alarms, by state; counted each half minute, as all alarm figures", ["state"]);
    this.standing = metrics.gauge("alarms_standing", "Alarms whose condition stands and that are not put aside");
    this.stale = metrics.gauge("alarms_stale", "Standing alarms older than 24 hours");
    this.chattering = metrics.gauge("alarms_chattering", "Alarms raised three times within an hour in the last week");
    this.perAssetWeek = metrics.gauge("alarms_per_asset_week_ratio", "Alarms raised in the last week over assets");
    this.precision = metrics.gauge(
      "alarm_precision_ratio",
      "Alarms of the last week that a verdict confirmed, over those with a verdict; NaN without any",
    );
    this.verdicts = metrics.counter("verdicts_total", "Verdicts on closed work orders taken, by result", ["result"]);
    this.refusals = metrics.counter(
      "epoch_refusals_total",
      "States not written because another process has written them under a later epoch",
    );
    this.findings = metrics.counter("findings_total", "Findings that were not there one acquisition before, by failure mode", [
      "failure_mode",
    ]);
    this.age = new MeasurementAge(metrics, "what it says of the machine is on record and published");
    this.lives = metrics.counter("lives_ended_total", "Lives whose end a verdict told of, by how they ended", ["end"]);
    this.floods = metrics.gauge("alarm_flood", "1 while a site has an alarm flood (ISA-18.2: more than 10 in 10 minutes)", [
      "organisation",
      "site",
    ]);
  }

  taken(outcome: Outcome): void {
    this.vectors.inc({ outcome });
  }

  epochRefused(): void {
    this.refusals.inc();
  }

  assessed({ condition, prognosis }: Assessment): void {
    this.taken("assessed");
    this.conditions.inc({ state: condition.state });
    this.prognoses.inc({ status: prognosis.status });
  }

  /** A finding that the assessment before did not have. */
  found(failureMode: FailureMode): void {
    this.findings.inc({ failure_mode: failureMode });
  }

  alarmEntered(state: AlarmState): void {
    this.transitions.inc({ state });
  }

  baselineRelearned(): void {
    this.relearned.inc();
  }

  judged(result: VerdictResult): void {
    this.verdicts.inc({ result });
  }

  lifeEnded(censored: boolean): void {
    this.lives.inc({ end: censored ? "censored" : "failed" });
  }

  alarmFigures({ kpis, raised, toNs }: AlarmFigures): void {
    for (const state of ALARM_STATES) this.alarms.set({ state }, kpis.byState[state] ?? 0);
    this.standing.set(kpis.standing);
    this.stale.set(kpis.stale.length);
    this.chattering.set(kpis.chattering.length);
    this.perAssetWeek.set(kpis.alarmsPerAssetWeek ?? 0);
    this.precision.set(kpis.precisionRatio ?? Number.NaN);
    const sites = new Map(raised.map(({ ref }) => [`${ref.organisation}:${ref.site}`, ref]));
    for (const { organisation, site } of sites.values()) {
      const times = raised.filter(({ ref }) => ref.organisation === organisation && ref.site === site).map(({ timeNs }) => timeNs);
      this.floods.set({ organisation, site }, alarmFlood(times, toNs).active ? 1 : 0);
    }
  }
}
