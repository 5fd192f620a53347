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

  constructor(metrics: Metrics) {
    this.acquisitions = metrics.counter("acquisitions_total", "Acquisitions answered, by result and, where rejected, by reason", [
      "result",
      "reason",
    ]);
    this.bytes = metrics.counter("acquisition_bytes_total", "Encoded bytes of accepted acquisitions");
    this.duration = metrics.histogram("accept_duration_seconds", "From the arrival of an acquisition to its answer");
    this.archivedAcquisitions = metrics.counter("archived_total", "Acquisitions taken into the waveform archive, by result", ["result"]);
    this.archivedBytes = metrics.counter("archived_bytes_total", "Encoded bytes of acquisitions stored in the waveform archive");
    this.restoredAcquisitions = metrics.counter(
      "restored_total",
      "Acquisitions published again after the broker had lost what it had been given",
    );
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
