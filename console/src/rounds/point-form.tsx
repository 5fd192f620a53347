import { Alert, Button, Card, Checkbox, Input } from "antd";
import { useState } from "react";
import { useSettings } from "../shell/settings.js";
import { answerOf, EMPTY_DRAFT } from "./answer-draft.js";
import { AnswerField } from "./answer-field.js";
import { GradeMark } from "./grade-mark.js";
import { PhotoField } from "./photo-field.js";
import type { Entry, Standard, StoredEntry, StoredPhoto } from "./round-types.js";

type Noted = (said: Pick<Entry, "answer" | "note">, grade: StoredEntry["grade"], photos: readonly StoredPhoto[]) => Promise<void>;

/** One point: what to look at, how, within which limits, and what was found. */
export function PointForm({ standard, onNoted }: { readonly standard: Standard; readonly onNoted: Noted }) {
  const { texts, language } = useSettings();
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [note, setNote] = useState("");
  const [photos, setPhotos] = useState<readonly StoredPhoto[]>([]);
  const drafted = answerOf(standard, draft, photos.length);
  const zh = language === "zh";
  const { form } = standard;
  const fault = "fault" in drafted && drafted.fault !== "incomplete" ? drafted.fault : undefined;
  const faultText =
    fault &&
    (form.kind === "numeric"
      ? texts.rounds[fault].replace("{min}", String(form.min)).replace("{max}", String(form.max))
      : texts.rounds[fault]);
  return (
    <Card
      className="point"
      title={`${standard.code} · ${zh ? standard.nameZh : standard.nameEn}`}
      extra={"grade" in drafted && <GradeMark grade={drafted.grade} />}
    >
      <dl>
        <dt>{texts.rounds.place}</dt>
        <dd>
          {standard.asset} · {zh ? standard.placeZh : standard.placeEn}
        </dd>
        <dt>{texts.rounds.method}</dt>
        <dd>{zh ? standard.methodZh : standard.methodEn}</dd>
      </dl>
      {!draft.isSkipped && <AnswerField form={form} draft={draft} onChange={setDraft} />}
      {draft.isSkipped && (
        <Input.TextArea
          aria-label={texts.rounds.skipWhy}
          placeholder={texts.rounds.skipWhy}
          maxLength={1000}
          value={draft.text}
          onChange={(event) => setDraft({ ...draft, text: event.target.value })}
        />
      )}
      <PhotoField photos={photos} onChange={setPhotos} />
      <Input
        aria-label={texts.rounds.note}
        placeholder={texts.rounds.note}
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <Checkbox checked={draft.isSkipped} onChange={(event) => setDraft({ ...EMPTY_DRAFT, isSkipped: event.target.checked })}>
        {texts.rounds.skip}
      </Checkbox>
      {faultText && <Alert type="warning" showIcon title={faultText} />}
      <Button
        type="primary"
        size="large"
        block
        disabled={"fault" in drafted}
        onClick={() => "answer" in drafted && void onNoted({ answer: drafted.answer, note }, drafted.grade, photos)}
      >
        {texts.rounds.record}
      </Button>
    </Card>
  );
}
