import { type Acquisition, formatTimeNs } from "@phm/domain";

const STEPS = 10;

/** Prints a line at each tenth of the way: few enough for a log, often enough to see that it moves. */
export function progressPrinter(print: (line: string) => void): (sent: number, total: number, acquisition: Acquisition) => void {
  let shown = 0;
  return (sent, total, { ref, startTimeNs }) => {
    const step = Math.floor((sent / total) * STEPS);
    if (step <= shown) return;
    shown = step;
    print(
      `  ${String(Math.round((sent / total) * 100)).padStart(3)} %  ${sent}/${total} acquisitions sent  (${ref.asset}, ${formatTimeNs(startTimeNs)})`,
    );
  };
}
