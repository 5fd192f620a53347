import type { ModelCard } from "../models/model-card.js";
import type { HeldOutLife } from "../models/model-evaluation.js";
import type { PairedLife } from "./compare-models.js";

/**
 * The lives on the challenger's card on which the champion is known too: by its own card, where it was left out of the fit as well, else
 * by the challenger's, which has judged the finished champion. Lives on which only one of them is known compare nothing.
 */
export function pairedOnCards(champion: ModelCard, challenger: ModelCard): PairedLife[] {
  const judged = challenger.evaluation?.against.find(({ model }) => model === champion.model)?.heldOut ?? [];
  const known = new Map<string, HeldOutLife>([...judged, ...(champion.evaluation?.heldOut ?? [])].map((life) => [life.life, life]));
  return (challenger.evaluation?.heldOut ?? []).flatMap((figures): PairedLife[] => {
    const champions = known.get(figures.life);
    return champions ? [{ life: figures.life, source: "card", champion: champions, challenger: figures }] : [];
  });
}
