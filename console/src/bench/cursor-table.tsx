import { useSettings } from "../shell/settings.js";
import { figure } from "./figure.js";
import type { Line } from "./line-chart.js";
import type { Mark } from "./marks.js";

const SHOWN = 20;

interface Props {
  readonly marks: readonly Mark[];
  readonly lines: readonly Line[];
  readonly axisUnit: string;
  readonly unit: string;
  /** Frequency of the reference shaft in the unit of the axis; undefined where it is not known or there is none. */
  readonly shaft: number | undefined;
}

/** What is read at the cursor and its harmonics: the highest value beside each, as lines do not lie on the digit. */
export function CursorTable({ marks, lines, axisUnit, unit, shaft }: Props) {
  const { texts } = useSettings();
  const read = marks.filter(({ look }) => look !== "part").slice(0, SHOWN);
  if (read.length === 0) return null;
  return (
    <div className="wide">
      <table className="proof" aria-label={texts.bench.cursor}>
        <thead>
          <tr>
            <th scope="col">{texts.bench.line}</th>
            <th scope="col">{`${texts.bench.position} (${axisUnit})`}</th>
            {shaft !== undefined && <th scope="col">{texts.bench.orders}</th>}
            {lines.map(({ name }) => (
              <th key={name} scope="col">{`${name} (${unit})`}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {read.map(({ name, at }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{figure(at)}</td>
              {shaft !== undefined && <td>{figure(at / shaft)}</td>}
              {lines.map((line) => (
                <td key={line.name}>{highestNear(line, at, read)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Values on each side of the place that are looked at, where no other line is nearer. */
const MOST_BESIDE = 2;

function highestNear({ x, y }: Line, at: number, marks: readonly Mark[]): string {
  const [first, second] = x;
  if (first === undefined || second === undefined) return "—";
  const step = second - first;
  const gap = Math.min(...marks.map((mark) => Math.abs(mark.at - at)).filter((distance) => distance > 0));
  const beside = Math.min(MOST_BESIDE, Math.floor(gap / 2 / step));
  const middle = Math.round((at - first) / step);
  const values = y.slice(Math.max(0, middle - beside), middle + beside + 1).filter((value) => value !== null);
  return values.length === 0 ? "—" : figure(Math.max(...values));
}
