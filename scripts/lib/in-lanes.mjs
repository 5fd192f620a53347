/** Runs jobs, so many at a time, each started in its turn. @returns their results, in the order of the jobs; rejects as the first that does */
export async function inLanes(lanes, jobs) {
  const results = [];
  const waiting = jobs.map((job, i) => [i, job]);
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [i, job] = next;
      results[i] = await job();
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}
