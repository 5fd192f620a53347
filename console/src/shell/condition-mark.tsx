import { type ConditionLevel, conditionWords, type Zone } from "@phm/domain";
import { useSettings } from "./settings.js";

/** The condition in a word, a shape and a colour: the colour alone says nothing. */
export function ConditionMark({ state }: { readonly state: ConditionLevel | undefined }) {
  const { language, texts } = useSettings();
  if (state === undefined) return <span className="condition condition-none">{texts.fleet.noData}</span>;
  return <span className={`condition condition-${state}`}>{conditionWords(state, language)}</span>;
}

/** Evaluation zone of ISO 20816, by its letter. */
export function ZoneMark({ zone }: { readonly zone: Zone | null | undefined }) {
  return zone ? <span className={`zone zone-${zone}`}>{zone}</span> : <span className="quiet">—</span>;
}
