import type { InspectionGrade } from "@phm/domain";
import { useSettings } from "../shell/settings.js";

/** What an answer comes to, in a word and a colour. */
export function GradeMark({ grade }: { readonly grade: InspectionGrade }) {
  const { texts } = useSettings();
  return <span className={`grade grade-${grade}`}>{texts.grade[grade]}</span>;
}
