import type { LifeOutcome } from "@phm/domain";
import type { QuantilesLn } from "@phm/pipeline";

interface PooledMoment {
  readonly remainingLn: number;
  readonly life: string;
  /** A life's moments weigh 1 together, however many of them are kept. */
  readonly weight: number;
}

/**
 * What someone says who looks at no signal: how long moments of lives that failed had left, every life one vote. A life is never judged by a
 * prior that has seen it.
 */
export class KnowNothingPrior {
  private readonly pool: readonly PooledMoment[];
  private readonly lives: ReadonlySet<string>;

  /** @param failed lives that ended by failure */
  constructor(failed: readonly LifeOutcome[]) {
    const moments = failed.flatMap(({ verdictId: life, momentsLn }) =>
      momentsLn.map((remainingLn) => ({ remainingLn, life, weight: 1 / momentsLn.length })),
    );
    this.pool = moments.sort((a, b) => a.remainingLn - b.remainingLn);
    this.lives = new Set(moments.map(({ life }) => life));
  }

  /** For a life, by all others; null where there is no other. */
  without(verdictId: string): QuantilesLn | null {
    const others = this.lives.size - (this.lives.has(verdictId) ? 1 : 0);
    if (others === 0) return null;
    const wanted = [0.1 * others, 0.5 * others, 0.9 * others];
    const found: number[] = [];
    let mass = 0;
    for (const { remainingLn, life, weight } of this.pool) {
      if (life === verdictId) continue;
      mass += weight;
      while (found.length < wanted.length && mass >= (wanted[found.length] as number) - 1e-9) found.push(remainingLn);
    }
    const [p10, p50, p90] = found as [number, number, number];
    return { p10, p50, p90 };
  }
}
