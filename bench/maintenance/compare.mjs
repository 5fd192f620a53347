const ASKED = 400;
const PERCENTILE = 0.95;

/**
 * Asks both in turn, each time for something else; both must find the same. Everything is asked once before, so that what is compared is
 * the work and not whose pages the disk has to bring first. Milliseconds at the 95th percentile.
 */
export async function compare({ what, draw }, reader) {
  const times = { service: [], raw: [] };
  let found = 0;
  for (let n = 0; n < 2 * ASKED; n++) {
    const { request, rows: read } = await draw(n % ASKED, reader);
    const answer = await reader.ask(what, request);
    const startedMs = performance.now();
    const rows = read();
    const rawMs = performance.now() - startedMs;
    checkSame(answer.ids, rows);
    if (n < ASKED) continue;
    found += answer.ids.length;
    times.service.push(answer.ms);
    times.raw.push(rawMs);
  }
  return { p95Ms: percentile(times.service), referenceP95Ms: percentile(times.raw), asked: ASKED, foundMean: found / ASKED };
}

/** The reference reads one row more than the page holds, as the service does to know whether another page follows. */
function checkSame(ids, rows) {
  const expected = rows.slice(0, ids.length).map(({ id }) => id);
  if (expected.join() !== ids.join() || rows.length > ids.length + 1)
    throw new Error(`the two found other things: ${ids.slice(0, 3)}… (${ids.length}), ${expected.slice(0, 3)}… (${rows.length})`);
}

function percentile(values) {
  return [...values].sort((a, b) => a - b)[Math.ceil(PERCENTILE * values.length) - 1];
}

/** Prints one measure and tells whether it is within its limit, the greatest ratio to the reference. */
export function reportRatio({ bench, measure, p95Ms, referenceP95Ms, foundMean, limit, reference, ...facts }) {
  const ratio = p95Ms / referenceP95Ms;
  const holds = ratio <= limit;
  const [value, against, rounded, items] = [p95Ms, referenceP95Ms, ratio, foundMean].map((each) => Number(each.toPrecision(3)));
  const line = { bench, measure, ...facts, items, p95Ms: value, reference, referenceP95Ms: against, ratio: rounded, limit, holds };
  const sentence = `${bench} ${measure}: p95 ${value} ms, ${rounded} times ${reference} (${against} ms); limit ${limit}: ${holds ? "holds" : "MISSED"}`;
  process.stdout.write(`${process.argv.includes("--json") ? JSON.stringify(line) : sentence}\n`);
  return holds;
}
