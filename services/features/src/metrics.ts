import type { FeatureVector } from "@phm/domain";
import type { Metrics } from "@phm/service-kit";

/** Every metric of features. */
export class FeaturesMetrics {
  private readonly vectors;
  private readonly sensorFaults;
  private readonly duration;

  constructor(metrics: Metrics) {
    this.vectors = metrics.counter("vectors_total", "Feature vectors stored and published");
    this.sensorFaults = metrics.counter("sensor_faults_total", "Channels found faulty, by kind of fault", ["kind"]);
    this.duration = metrics.histogram("compute_duration_seconds", "Computing the features of one acquisition");
  }

  timeCompute<T>(work: () => T): T {
    const stop = this.duration.startTimer();
    try {
      return work();
    } finally {
      stop();
    }
  }

  computed(features: FeatureVector): void {
    this.vectors.inc();
    for (const { kind } of features.channels.flatMap((channel) => channel.sensorFaults)) this.sensorFaults.inc({ kind });
  }
}
