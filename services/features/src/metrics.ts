import { MeasurementAge, type Metrics, type SweptStore } from "@phm/service-kit";
import type { FeatureResult } from "./workers/feature-task.js";

/** What a pool tells of its threads. */
export interface WorkerMetrics {
  crashed(): void;
  watch(state: () => { readonly workers: number; readonly waiting: number }): void;
}

/** Every metric of features. */
export class FeaturesMetrics implements WorkerMetrics {
  private readonly vectors;
  private readonly repeated;
  private readonly sensorFaults;
  private readonly duration;
  private readonly crashes;
  private readonly spectra;
  private readonly analyses;
  private readonly deleted;
  readonly age: MeasurementAge;

  constructor(private readonly metrics: Metrics) {
    this.vectors = metrics.counter("vectors_total", "Feature vectors stored and published");
    this.repeated = metrics.counter("vectors_repeated_total", "Feature vectors that were on record already, published again");
    this.sensorFaults = metrics.counter("sensor_faults_total", "Channels found faulty, by kind of fault", ["kind"]);
    this.duration = metrics.histogram("compute_duration_seconds", "Decoding, computing and encoding one acquisition, in its worker");
    this.crashes = metrics.counter("worker_crashes_total", "Worker threads that ended unasked and were replaced");
    this.spectra = metrics.counter("spectra_kept_total", "Points whose spectra were kept, by reason; spectra left out", ["outcome"]);
    this.deleted = metrics.counter("retention_deleted_total", "Documents that retention deleted, by store", ["store"]);
    this.age = new MeasurementAge(metrics, "its features are on record and published");
    this.analyses = metrics.histogram("analysis_duration_seconds", "Computing on demand from the waveform archive", ["kind"]);
  }

  watch(state: () => { readonly workers: number; readonly waiting: number }): void {
    this.metrics.gauge("workers", "Worker threads", [], (gauge) => gauge.set(state().workers));
    this.metrics.gauge("worker_queue_tasks", "Tasks that wait for a worker thread", [], (gauge) => gauge.set(state().waiting));
  }

  crashed(): void {
    this.crashes.inc();
  }

  computed({ sensorFaults, computeMs }: FeatureResult, isNew: boolean): void {
    this.vectors.inc();
    if (!isNew) this.repeated.inc();
    this.duration.observe(computeMs / 1000);
    for (const kind of sensorFaults) this.sensorFaults.inc({ kind });
  }

  /** @param outcome why the spectra of a point were kept, or why one was not */
  spectraKept(outcome: "schedule" | "change" | "too_large", count = 1): void {
    this.spectra.inc({ outcome }, count);
  }

  /** Call for what retention has deleted. */
  swept(store: SweptStore, documents: number): void {
    this.deleted.inc({ store }, documents);
  }

  timeAnalysis<T>(kind: "spectrum" | "waterfall" | "vector" | "twin", work: () => Promise<T>): Promise<T> {
    const stop = this.analyses.startTimer({ kind });
    return work().finally(stop);
  }
}
