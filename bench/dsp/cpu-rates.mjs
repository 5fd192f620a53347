/**
 * Runs a candidate of this process and a reference of another in turn, and gives the rates of the fastest turn of each, per second of
 * processor time. On a shared machine the wall's clock also counts what the others compute, and their use of the caches slows whoever it
 * hits: it never makes anybody faster, so the fastest turn is the one that says most about the code.
 * @param reference resolves to the processor seconds that it took
 */
export async function cpuRates({ candidate, reference, count, repetitions }) {
  const rates = { candidate: [], reference: [] };
  for (let i = 0; i < repetitions; i++) {
    const before = process.cpuUsage();
    candidate(count);
    const { user, system } = process.cpuUsage(before);
    rates.candidate.push(count / ((user + system) / 1e6));
    rates.reference.push(count / (await reference(count)));
  }
  return { value: Math.max(...rates.candidate), referenceValue: Math.max(...rates.reference) };
}
