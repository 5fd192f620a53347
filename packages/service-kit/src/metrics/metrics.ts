import { Counter, Gauge, Histogram, Registry } from "prom-client";

const DEFAULT_SECONDS_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What a metric is, before it has counted anything. */
export interface MetricDescription {
  readonly name: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly help: string;
  readonly labels: readonly string[];
}

/**
 * Makes the metrics of one service in a registry of its own, so that several services can live in one process (tests).
 * Names are given without prefix and become `phm_<service>_<name>`; asking twice for a name gives the same metric.
 */
export class Metrics {
  readonly registry = new Registry();
  readonly #described = new Map<string, MetricDescription>();

  constructor(readonly service: string) {}

  /** @param name noun and unit, ends in `_total` */
  counter<L extends string = never>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> {
    return this.#once(
      { name, type: "counter", help, labels: labelNames },
      (fullName) => new Counter({ name: fullName, help, labelNames: [...labelNames], registers: [this.registry] }),
    );
  }

  /** @param collect called at every scrape, for values that are cheaper to read than to follow */
  gauge<L extends string = never>(
    name: string,
    help: string,
    labelNames: readonly L[] = [],
    collect?: (gauge: Gauge<L>) => void | Promise<void>,
  ): Gauge<L> {
    return this.#once({ name, type: "gauge", help, labels: labelNames }, (fullName) => {
      const gauge: Gauge<L> = new Gauge({
        name: fullName,
        help,
        labelNames: [...labelNames],
        registers: [this.registry],
        ...(collect && { collect: () => collect(gauge) }),
      });
      return gauge;
    });
  }

  /** @param buckets upper bounds in the unit of the name; default: 1 ms to 10 s, for names that end in `_seconds` */
  histogram<L extends string = never>(
    name: string,
    help: string,
    labelNames: readonly L[] = [],
    buckets: readonly number[] = DEFAULT_SECONDS_BUCKETS,
  ): Histogram<L> {
    return this.#once(
      { name, type: "histogram", help, labels: labelNames },
      (fullName) => new Histogram({ name: fullName, help, labelNames: [...labelNames], buckets: [...buckets], registers: [this.registry] }),
    );
  }

  /** Every metric that was made so far, by name. */
  described(): MetricDescription[] {
    return [...this.#described.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  #once<M>(description: MetricDescription, make: (fullName: string) => M): M {
    const name = `phm_${this.service.replaceAll("-", "_")}_${description.name}`;
    const known = this.registry.getSingleMetric(name) as M | undefined;
    if (known) return known;
    this.#described.set(name, { ...description, name });
    return make(name);
  }
}
