import { failureModeWords } from "@phm/domain";
import { Link } from "react-router";
import { useSettings } from "../shell/settings.js";
import { whenIn } from "../shell/when.js";
import { happeningColour } from "./draw-happenings.js";
import type { Happening } from "./happenings.js";

/** What the chart shows on its time axis, to be read; newest first. */
export function HappeningList({ happenings }: { readonly happenings: readonly Happening[] }) {
  const { texts, language, isDark } = useSettings();
  if (happenings.length === 0) return null;
  return (
    <details>
      <summary>{`${texts.asset.happenings} (${happenings.length})`}</summary>
      <ul className="happenings">
        {happenings.toReversed().map(({ kind, from, to, order, failureMode }) => (
          <li key={`${kind}/${from}/${order}`}>
            <i style={{ background: happeningColour(kind, isDark) }} />
            <b>{texts.asset.happening[kind]}</b> {failureMode && failureModeWords(failureMode, language)}{" "}
            <span className="quiet">
              {whenIn(language, from)}
              {to === undefined ? ` – ${texts.asset.goesOn}` : to === from ? "" : ` – ${whenIn(language, to)}`}
            </span>{" "}
            {order && <Link to={`/tickets/${encodeURIComponent(order)}`}>{order}</Link>}
          </li>
        ))}
      </ul>
    </details>
  );
}
