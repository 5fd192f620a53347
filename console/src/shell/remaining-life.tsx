import { type RulStatus, readableDuration } from "@phm/domain";
import { useSettings } from "./settings.js";

/** Remaining life as the API tells it in short. */
export interface ShownLife {
  readonly status: RulStatus;
  readonly p10S?: number | null;
  readonly p50S?: number | null;
  readonly p90S?: number | null;
}

const SHORTEST_S = 600;
const LONGEST_S = 365 * 86_400;

/** Where a duration lies on a logarithmic scale from ten minutes to a year, percent. */
const placeOf = (seconds: number) =>
  (100 * Math.log(Math.min(Math.max(seconds, SHORTEST_S), LONGEST_S) / SHORTEST_S)) / Math.log(LONGEST_S / SHORTEST_S);

/** An interval with its median as a bar, a bound as an open one; where nothing can be known, that. */
export function RemainingLife({ life }: { readonly life: ShownLife | null }) {
  const { texts, language } = useSettings();
  const { p10S, p50S, p90S } = life ?? {};
  if (!life || life.status === "abstain" || typeof p10S !== "number") return <span className="quiet">{texts.fleet.unknown}</span>;
  if (life.status === "lower_bound" || typeof p90S !== "number")
    return (
      <span className="life">
        <span>
          {texts.fleet.longer} {readableDuration(p10S, language)}
        </span>
        <span className="life-bar">
          <span className="life-open" style={{ left: `${placeOf(p10S)}%`, right: 0 }} />
        </span>
      </span>
    );
  return (
    <span className="life">
      <span>
        {readableDuration(p10S, language)} – {readableDuration(p90S, language)}
      </span>
      <span className="life-bar">
        <span className="life-interval" style={{ left: `${placeOf(p10S)}%`, width: `${Math.max(2, placeOf(p90S) - placeOf(p10S))}%` }} />
        {typeof p50S === "number" && <span className="life-median" style={{ left: `${placeOf(p50S)}%` }} />}
      </span>
    </span>
  );
}
