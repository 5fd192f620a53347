import { survivalNetModel } from "@phm/learning";
import { openRulModel, type RulModelDocument, type ServedModel } from "@phm/prognostics";

/**
 * Opens a remaining-life model of any kind that the suite trains, for serving.
 * @throws InvalidValue naming the field when the document is damaged, foreign or without a card
 */
export function openServedModel(document: RulModelDocument): ServedModel {
  return openRulModel(document, { survival_net: survivalNetModel });
}
