import { type Tier, tierWords } from "@phm/domain";
import { useSettings } from "./settings.js";

export function TierMark({ tier }: { readonly tier: Tier }) {
  const { language } = useSettings();
  return <span className={`tier tier-${tier}`}>{tierWords(tier, language)}</span>;
}
