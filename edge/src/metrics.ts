import type { Reading } from "@phm/domain";
import type { Metrics } from "@phm/service-kit";

/** Every metric of the connectors. */
export class EdgeMetrics {
  private readonly sourceUp;
  private readonly sessions;
  private readonly readings;
  private readonly acquisitions;
  private readonly refusals;
  private readonly forwarded;
  private readonly lastGoodMs = new Map<string, number>();

  constructor(
    metrics: Metrics,
    private readonly nowMs: () => number = Date.now,
  ) {
    this.sourceUp = metrics.gauge("source_up", "1 while the source is connected", ["source"]);
    this.sessions = metrics.counter("sessions_total", "Sessions that the source has answered", ["source"]);
    this.readings = metrics.counter("readings_total", "Readings taken from the source, by quality", ["source", "quality"]);
    this.acquisitions = metrics.counter("acquisitions_total", "Acquisitions taken from the source", ["source"]);
    this.refusals = metrics.counter("refused_total", "Waveforms and files of the source that were none", ["source"]);
    this.forwarded = metrics.counter("forwarded_readings_total", "Readings that ingest answered, by result", ["result"]);
    metrics.gauge("last_good_data_age_seconds", "Since the source last gave a value that is not bad", ["source"], (gauge) => {
      for (const [source, atMs] of this.lastGoodMs) gauge.set({ source }, (nowMs() - atMs) / 1_000);
    });
  }

  up(source: string): void {
    this.sourceUp.set({ source }, 1);
    this.sessions.inc({ source });
  }

  /** A source that has never given anything counts from when it was first tried. */
  down(source: string): void {
    this.sourceUp.set({ source }, 0);
    if (!this.lastGoodMs.has(source)) this.lastGoodMs.set(source, this.nowMs());
  }

  read(source: string, readings: readonly Reading[]): void {
    for (const { quality = "good" } of readings) this.readings.inc({ source, quality });
    if (readings.some(({ quality }) => quality !== "bad")) this.lastGoodMs.set(source, this.nowMs());
  }

  measured(source: string): void {
    this.acquisitions.inc({ source });
    this.lastGoodMs.set(source, this.nowMs());
  }

  refused(source: string): void {
    this.refusals.inc({ source });
  }

  answered(counts: Readonly<Record<"stored" | "duplicate" | "rejected", number>>): void {
    for (const [result, count] of Object.entries(counts)) this.forwarded.inc({ result }, count);
  }
}
