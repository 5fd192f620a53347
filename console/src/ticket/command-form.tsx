import { FAILURE_CAUSES, FAILURE_MECHANISMS, FAILURE_MODES, failureModeWords, type OrderCommandKind, VERDICT_RESULTS } from "@phm/domain";
import { Button, Checkbox, DatePicker, Form, Input, InputNumber, Radio, Select, Space } from "antd";
import type { ReactNode } from "react";
import { useState } from "react";
import { type Language, useSettings } from "../shell/settings.js";
import type { Texts } from "../texts/en.js";
import { PartFields } from "./part-fields.js";
import type { Ticket } from "./ticket-api.js";

type Field = (texts: Texts["ticket"], language: Language, ticket: Ticket) => ReactNode;

const words =
  (name: string, label: keyof Texts["ticket"] & `${string}Field`, isNeeded = true): Field =>
  (texts) => (
    <Form.Item
      key={name}
      name={name}
      label={texts[label]}
      rules={[{ required: isNeeded, whitespace: true, max: 1_000, message: texts.needed }]}
    >
      <Input.TextArea autoSize={{ minRows: 2 }} />
    </Form.Item>
  );
const word =
  (name: string, label: keyof Texts["ticket"] & `${string}Field`): Field =>
  (texts) => (
    <Form.Item key={name} name={name} label={texts[label]}>
      <Input maxLength={64} />
    </Form.Item>
  );
const number =
  (name: string, label: keyof Texts["ticket"] & `${string}Field`, isNeeded: boolean, min?: number): Field =>
  (texts) => (
    <Form.Item key={name} name={name} label={texts[label]} rules={[{ required: isNeeded, message: texts.needed }]}>
      <InputNumber {...(min === undefined ? {} : { min })} />
    </Form.Item>
  );
const parts: Field = (_texts, _language, ticket) => <PartFields key="part" ticket={ticket} />;
const moment =
  (name: string, label: "startField" | "endField"): Field =>
  (texts) => (
    <Form.Item key={name} name={name} label={texts[label]} rules={[{ required: true, message: texts.needed }]}>
      <DatePicker showTime />
    </Form.Item>
  );
const codes =
  (
    name: string,
    label: "mechanismField" | "causeField",
    table: Readonly<Record<string, { readonly en: string; readonly zh: string }>>,
  ): Field =>
  (texts, language) => (
    <Form.Item key={name} name={name} label={texts[label]}>
      <Select
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        options={Object.entries(table).map(([value, each]) => ({ value, label: `${value} ${each[language]}` }))}
      />
    </Form.Item>
  );

const result: Field = (texts) => (
  <Form.Item key="result" name="result" label={texts.resultField} rules={[{ required: true, message: texts.needed }]}>
    <Radio.Group options={VERDICT_RESULTS.map((value) => ({ value, label: texts.result[value] }))} />
  </Form.Item>
);
const mode: Field = (texts, language) => (
  <Form.Item key="failureMode" name="failureMode" label={texts.modeField}>
    <Select
      allowClear
      showSearch={{ optionFilterProp: "label" }}
      options={FAILURE_MODES.map((value) => ({ value, label: failureModeWords(value, language) }))}
    />
  </Form.Item>
);
const repaired: Field = (texts) => (
  <Form.Item key="repaired" name="repaired" valuePropName="checked" initialValue={false}>
    <Checkbox>{texts.repairedField}</Checkbox>
  </Form.Item>
);

/** What each command wants to know. */
const FORMS: Readonly<Partial<Record<OrderCommandKind, readonly Field[]>>> = {
  acknowledge: [],
  assign: [words("assignee", "assigneeField")],
  plan: [moment("start", "startField"), moment("end", "endField")],
  start: [],
  hold: [words("reason", "reasonField")],
  resume: [words("note", "noteField", false)],
  finish: [words("note", "noteField", false)],
  verify: [words("name", "nameField")],
  close: [
    result,
    mode,
    codes("mechanism", "mechanismField", FAILURE_MECHANISMS),
    codes("cause", "causeField", FAILURE_CAUSES),
    words("workDone", "doneField"),
    repaired,
  ],
  cancel: [words("reason", "reasonField")],
  reject: [words("reason", "reasonField")],
  reopen: [words("reason", "reasonField")],
  comment: [words("text", "textField")],
  tick: [number("reading", "readingField", false), word("unit", "unitField"), words("note", "noteField", false)],
  book_time: [
    word("person", "workerField"),
    moment("start", "startField"),
    number("minutes", "minutesField", true, 1),
    number("ratePerHour", "rateField", false, 0),
    words("note", "noteField", false),
  ],
  book_part: [parts, number("costPerUnit", "costField", false, 0), words("note", "noteField", false)],
};

interface Props {
  readonly command: OrderCommandKind;
  readonly ticket: Ticket;
  readonly onDone: (said: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly onCancel: () => void;
}

export function CommandForm({ command, ticket, onDone, onCancel }: Props) {
  const { texts, language } = useSettings();
  const [isUnderWay, setUnderWay] = useState(false);
  const finish = async (said: Readonly<Record<string, unknown>>) => {
    setUnderWay(true);
    await onDone({ ...(command === "verify" ? { method: "typed" } : {}), ...asJson(said) });
    setUnderWay(false);
  };
  return (
    <Form layout="vertical" onFinish={(said) => void finish(said)}>
      {FORMS[command]?.map((field) => field(texts.ticket, language, ticket))}
      <Space>
        <Button type="primary" htmlType="submit" loading={isUnderWay}>
          {texts.ticket.ok}
        </Button>
        <Button onClick={onCancel}>{texts.ticket.cancel}</Button>
      </Space>
    </Form>
  );
}

/** Times as the API takes them; what was left empty is left out. */
function asJson(said: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(said).filter(([, value]) => value !== undefined && value !== "");
  return Object.fromEntries(entries.map(([name, value]) => [name, isMoment(value) ? value.toDate().toISOString() : value]));
}

function isMoment(value: unknown): value is { toDate(): Date } {
  return typeof value === "object" && value !== null && "toDate" in value;
}
