import { JUDGED_GRADES, type NumericForm } from "@phm/domain";
import { Input, Radio } from "antd";
import { useSettings } from "../shell/settings.js";
import type { AnswerDraft } from "./answer-draft.js";
import type { Standard } from "./round-types.js";

interface Props {
  readonly form: Standard["form"];
  readonly draft: AnswerDraft;
  readonly onChange: (draft: AnswerDraft) => void;
}

/** Where an inspector says what he found, in the form that the standard asks for. */
export function AnswerField({ form, draft, onChange }: Props) {
  const { texts, language } = useSettings();
  if (form.kind === "numeric")
    return (
      <>
        <label htmlFor="reading">
          {texts.rounds.reading}{" "}
          <span className="limits">
            ({texts.rounds.within} {limitsOf(form)})
          </span>
        </label>
        <Input
          id="reading"
          size="large"
          inputMode="decimal"
          autoComplete="off"
          suffix={form.unit}
          value={draft.reading}
          onChange={(event) => onChange({ ...draft, reading: event.target.value })}
        />
      </>
    );
  if (form.kind === "choice")
    return (
      <Radio.Group
        className="choices"
        value={draft.choice}
        onChange={(event) => onChange({ ...draft, choice: String(event.target.value) })}
        options={form.choices.map(({ code, nameEn, nameZh }) => ({ value: code, label: language === "zh" ? nameZh : nameEn }))}
      />
    );
  return (
    <>
      <Radio.Group
        className="choices"
        optionType="button"
        buttonStyle="solid"
        size="large"
        aria-label={texts.rounds.judgement}
        value={draft.grade}
        onChange={(event) => onChange({ ...draft, grade: event.target.value })}
        options={JUDGED_GRADES.map((value) => ({ value, label: texts.grade[value] }))}
      />
      {draft.grade !== undefined && draft.grade !== "ok" && (
        <Input.TextArea
          aria-label={texts.rounds.why}
          placeholder={texts.rounds.why}
          maxLength={1000}
          value={draft.text}
          onChange={(event) => onChange({ ...draft, text: event.target.value })}
        />
      )}
    </>
  );
}

/** Where a reading is in order: within the warning limits, or the fault limits where there is no warning. */
function limitsOf({ warnBelow, failBelow, warnAbove, failAbove, unit }: NumericForm): string {
  const [low, high] = [warnBelow ?? failBelow, warnAbove ?? failAbove];
  if (low === undefined) return `≤ ${high} ${unit}`;
  return high === undefined ? `≥ ${low} ${unit}` : `${low} – ${high} ${unit}`;
}
