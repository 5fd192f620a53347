/** A function with its gradient: returns the value at a point and writes the gradient there. */
export type Objective = (at: Float64Array, gradient: Float64Array) => number;

const MEMORY = 8;
const MAX_STEPS = 300;
const TOLERANCE = 1e-7;
const SUFFICIENT_DECREASE = 1e-4;
const MAX_HALVINGS = 30;

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);

/** The two-loop recursion: the gradient bent by the curvature of the last steps. */
function direction(gradient: Float64Array, pairs: readonly { readonly s: Float64Array; readonly y: Float64Array }[]): Float64Array {
  const q = Float64Array.from(gradient);
  const alphas: number[] = [];
  for (const { s, y } of [...pairs].reverse()) {
    const alpha = dot(s, q) / dot(s, y);
    alphas.unshift(alpha);
    for (let i = 0; i < q.length; i++) q[i] = (q[i] as number) - alpha * (y[i] as number);
  }
  const latest = pairs.at(-1);
  const scale = latest ? dot(latest.s, latest.y) / dot(latest.y, latest.y) : 1 / Math.max(1, Math.sqrt(dot(gradient, gradient)));
  for (let i = 0; i < q.length; i++) q[i] = (q[i] as number) * scale;
  pairs.forEach(({ s, y }, p) => {
    const beta = dot(y, q) / dot(s, y);
    for (let i = 0; i < q.length; i++) q[i] = (q[i] as number) + ((alphas[p] as number) - beta) * (s[i] as number);
  });
  return q.map((value) => -value);
}

/**
 * The minimum of a smooth function near `start`, by L-BFGS with backtracking (Nocedal and Wright 2006, algorithm 7.5). Deterministic;
 * ends when the gradient is below 1e-7 in every place, or after 300 steps.
 */
export function minimise(objective: Objective, start: Float64Array): Float64Array {
  let at = Float64Array.from(start);
  let gradient: Float64Array = new Float64Array(at.length);
  let value = objective(at, gradient);
  const pairs: { s: Float64Array; y: Float64Array }[] = [];
  for (let step = 0; step < MAX_STEPS && gradient.some((slope) => Math.abs(slope) > TOLERANCE); step++) {
    const towards = direction(gradient, pairs);
    const slope = dot(gradient, towards);
    const nextGradient = new Float64Array(at.length);
    let next = at;
    let nextValue = Number.POSITIVE_INFINITY;
    let share = 1;
    for (let halving = 0; halving < MAX_HALVINGS; halving++, share /= 2) {
      next = at.map((x, i) => x + share * (towards[i] as number));
      nextValue = objective(next, nextGradient);
      if (nextValue <= value + SUFFICIENT_DECREASE * share * slope) break;
    }
    if (!(nextValue < value)) break;
    const s = next.map((x, i) => x - (at[i] as number));
    const y = nextGradient.map((g, i) => g - (gradient[i] as number));
    if (dot(s, y) > 1e-12) pairs.push({ s, y });
    if (pairs.length > MEMORY) pairs.shift();
    [at, gradient, value] = [next, nextGradient, nextValue];
  }
  return at;
}
