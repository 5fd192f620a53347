import type { Metrics } from "@phm/service-kit";

type Result = "accepted" | "duplicate" | "rejected";

/** Every metric of ingest. */
export class IngestMetrics {
  private readonly acquisitions;
  private readonly bytes;
  private readonly duration;
  private readonly archivedAcquisitions;
  private readonly archivedBytes;
  private readonly restoredAcquisitions;
  private readonly readings;
  private readonly waits;

  constructor(private readonly metrics: Metrics) {
    this.acquisitions = metrics.counter("acquisitions_total", "Acquisitions answered, by result and, where rejected, by reason", [
      "result",
      "reason",
    ]);
    this.bytes = metrics.counter("acquisition_bytes_total", "Encoded bytes of accepted acquisitions");
    this.duration = metrics.histogram("accept_duration_seconds", "From the arrival of an acquisition to its answer");
    this.archivedAcquisitions = metrics.counter("archived_total", "Acquisitions taken into the waveform archive, by result", ["result"]);
    this.archivedBytes = metrics.counter("archived_bytes_total", "Encoded bytes of acquisitions stored in the waveform archive");
    this.waits = metrics.counter("intake_waits_seconds_total", "Time that senders were made to wait, by limit", ["limit"]);
    this.readings = metrics.counter("readings_total", "Slow readings answered, by result", ["result"]);
    this.restoredAcquisitions = metrics.counter(
      "restored_total",
      "Acquisitions published again after the broker had lost what it had been given",
    );
  }

  /** Shows what is in hand now. */
  watchIntake(now: () => { readonly streams: number; readonly bytes: number }): void {
    this.metrics.gauge("intake_streams", "Streams of acquisitions that are open", [], (gauge) => gauge.set(now().streams));
    this.metrics.gauge("intake_bytes", "Bytes of acquisitions that are read and not yet answered", [], (gauge) => gauge.set(now().bytes));
  }

  /** Call when a sender is made to wait. */
  heldBack(limit: "sender_rate", seconds: number): void {
    this.waits.inc({ limit }, seconds);
  }

  /** Call for the readings of one request. */
  readingsAnswered(counts: Readonly<Record<"stored" | "duplicate" | "rejected", number>>): void {
    for (const [result, count] of Object.entries(counts)) this.readings.inc({ result }, count);
  }

  /** Call for what was published again because the broker had lost it. */
  restored(acquisitions: number): void {
    this.restoredAcquisitions.inc(acquisitions);
  }

  /** Call for what the archive has taken; `known` is a repetition. */
  archived(result: "stored" | "known", bytes: number): void {
    this.archivedAcquisitions.inc({ result });
    if (result === "stored") this.archivedBytes.inc(bytes);
  }

  /** Call the result when the acquisition is answered. */
  startAccept(): (result: Result, bytes: number, reason?: string) => void {
    const stop = this.duration.startTimer();
    return (result, bytes, reason = "") => {
      stop();
      this.acquisitions.inc({ result, reason });
      if (result === "accepted") this.bytes.inc(bytes);
    };
  }
}
