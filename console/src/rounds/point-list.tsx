import { useSettings } from "../shell/settings.js";
import { GradeMark } from "./grade-mark.js";
import type { StoredEntry, TakenRound } from "./round-types.js";

interface Props {
  readonly round: TakenRound;
  readonly noted: ReadonlyMap<string, StoredEntry>;
  readonly here: string | undefined;
  readonly onChoose: (point: string) => void;
}

/** The points of a round in the order in which they are passed, each with what was noted there. */
export function PointList({ round, noted, here, onChoose }: Props) {
  const { language } = useSettings();
  return (
    <ol className="points">
      {round.standards.map(({ code, nameEn, nameZh, asset }) => {
        const item = round.items.find(({ point }) => point === code);
        const grade = noted.get(code)?.grade ?? item?.records.find(({ counts }) => counts)?.grade;
        return (
          <li key={code}>
            <button type="button" aria-current={code === here ? "step" : undefined} onClick={() => onChoose(code)}>
              <span>
                <b>{code}</b> {language === "zh" ? nameZh : nameEn} · {asset}
              </span>
              {grade && <GradeMark grade={grade} />}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
