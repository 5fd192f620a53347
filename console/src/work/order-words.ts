import { failureModeWords } from "@phm/domain";
import type { OrderRow } from "../fleet/fleet-api.js";
import type { Language } from "../shell/settings.js";

/** What an order is about, in words. */
export function subjectOf({ title, failureMode, id }: OrderRow, language: Language): string {
  if (title) return title[language];
  return failureMode ? failureModeWords(failureMode, language) : id;
}
