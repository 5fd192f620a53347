import { median } from "../lib/measure.mjs";

/**
 * Runs a candidate of this process and a reference of another in turn, and gives the median rates per second of processor time: on a
 * shared machine the wall's clock also counts what the others compute, and more of it against whoever has been running for longer.
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
  return { value: median(rates.candidate), referenceValue: median(rates.reference) };
}
