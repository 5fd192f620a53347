const BUCKET = /^phm_predict_measurement_age_seconds_bucket\{le="([^"]+)"\} (\d+)/gm;

/** The upper bound of the bucket in which a share of the ages lies that were noted between two readings of predict's metrics, s. */
export function ageQuantile(before, after, share) {
  const counts = (text) =>
    new Map([...text.matchAll(BUCKET)].map(([, le, count]) => [le === "+Inf" ? Infinity : Number(le), Number(count)]));
  const [earlier, later] = [counts(before), counts(after)];
  const noted = [...later].map(([le, count]) => [le, count - (earlier.get(le) ?? 0)]).sort(([a], [b]) => a - b);
  const all = noted.at(-1)?.[1] ?? 0;
  if (all === 0) throw new Error("predict has noted no age of a measurement");
  return noted.find(([, count]) => count >= share * all)[0];
}
