/**
 * Spearman's rank correlation, ties at the mean of their ranks: 1 where one value rises whenever the other does, -1 where it falls.
 * @param pairs at least two, of finite values
 * @returns undefined where either side is the same throughout: then there is no order to agree with
 * Example: (1, 10), (2, 30), (3, 20) -> 0.5.
 */
export function spearman(pairs: readonly (readonly [number, number])[]): number | undefined {
  const [x, y] = [ranks(pairs.map(([first]) => first)), ranks(pairs.map(([, second]) => second))];
  const mean = (pairs.length + 1) / 2;
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < pairs.length; i++) {
    const [dx, dy] = [(x[i] as number) - mean, (y[i] as number) - mean];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx === 0 || yy === 0 ? undefined : xy / Math.sqrt(xx * yy);
}

function ranks(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal + 1) / 2;
  });
}
