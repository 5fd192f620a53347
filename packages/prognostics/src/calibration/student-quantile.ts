import { InvalidValue } from "@phm/domain";

/** P(T <= t) of Student's t for whole degrees of freedom: the finite series of Abramowitz and Stegun 1964, 26.7.3 and 26.7.4. */
function studentCdf(t: number, degrees: number): number {
  const angle = Math.atan(t / Math.sqrt(degrees));
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const isOdd = degrees % 2 === 1;
  let [term, sum] = isOdd ? [cosine, degrees > 1 ? cosine : 0] : [1, 1];
  for (let k = isOdd ? 3 : 2; k < degrees; k += 2) {
    term *= ((k - 1) / k) * cosine ** 2;
    sum += term;
  }
  const within = isOdd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
  return (1 + within) / 2;
}

const HALVINGS = 60;
const LARGEST = 1e4;

/**
 * Quantile of Student's t, to about 1e-12, between -10,000 and 10,000.
 * @param probability above 0 and below 1
 * @param degrees of freedom, a whole number of at least 1
 */
export function studentQuantile(probability: number, degrees: number): number {
  if (!(probability > 0 && probability < 1)) throw new InvalidValue("probability", probability, "above 0 and below 1");
  if (!(Number.isInteger(degrees) && degrees >= 1)) throw new InvalidValue("degrees", degrees, "a whole number of at least 1");
  let [below, above] = [-LARGEST, LARGEST];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (below + above) / 2;
    if (studentCdf(middle, degrees) < probability) below = middle;
    else above = middle;
  }
  return (below + above) / 2;
}
