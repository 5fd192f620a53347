import type { BilingualText } from "@phm/domain";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input, InputNumber, Space } from "antd";
import { useState } from "react";
import { useSettings } from "../shell/settings.js";
import { pairLines } from "./pair-lines.js";
import { type Knowledge, putKnowledge, removeKnowledge } from "./system-api.js";

const LISTS = ["confirm", "actions", "checks", "tools"] as const;
type ListName = (typeof LISTS)[number];
type Said = Readonly<Record<ListName, Readonly<Record<"en" | "zh", string>>>> & { readonly estimatedHours: number; readonly note: string };

interface Props {
  readonly entry: Knowledge;
  readonly onDone: () => void;
}

/** Changes what the site knows of a fault; the change stays on record with who made it and why. */
export function KnowledgeForm({ entry, onDone }: Props) {
  const { texts, site, person } = useSettings();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Said>();
  const [isUnderWay, setUnderWay] = useState(false);
  const titles = { confirm: texts.ticket.checks, actions: texts.ticket.actions, checks: texts.ticket.checklist, tools: texts.ticket.tools };
  const change = async (write: () => Promise<unknown>) => {
    setUnderWay(true);
    try {
      await write();
      await queries.invalidateQueries({ queryKey: ["knowledge", site] });
      onDone();
    } catch (error) {
      message.error((error as Error).message);
    }
    setUnderWay(false);
  };
  const save = ({ note, estimatedHours, ...said }: Said) => {
    const lists = LISTS.map((name) => [name, pairLines(said[name].en ?? "", said[name].zh ?? "")] as const);
    const uneven = lists.find(([, lines]) => lines === undefined);
    if (uneven) return void message.error(`${titles[uneven[0]]}: ${texts.system.uneven}`);
    const changed = { ...entry, ...Object.fromEntries(lists), estimatedHours } as Knowledge;
    return void change(() => putKnowledge(site, changed, { author: person, note }));
  };
  const toSuite = async () => {
    const { note } = await form.validateFields(["note"]);
    await change(() => removeKnowledge(site, entry, { author: person, note }));
  };
  return (
    <Form form={form} layout="vertical" onFinish={save} initialValues={{ estimatedHours: entry.estimatedHours, ...textsOf(entry) }}>
      {LISTS.map((name) => (
        <div key={name} className="to-do">
          {(["en", "zh"] as const).map((language) => (
            <Form.Item key={language} name={[name, language]} label={`${titles[name]} · ${texts.system.language[language]}`}>
              <Input.TextArea autoSize />
            </Form.Item>
          ))}
        </div>
      ))}
      <Form.Item name="estimatedHours" label={texts.system.hours}>
        <InputNumber min={0} />
      </Form.Item>
      <Form.Item name="note" label={texts.system.whyChanged} rules={[{ required: true, whitespace: true, message: texts.ticket.needed }]}>
        <Input maxLength={500} />
      </Form.Item>
      <Space wrap>
        <Button type="primary" htmlType="submit" loading={isUnderWay} disabled={person === ""}>
          {texts.shell.save}
        </Button>
        {entry.isSiteEntry && (
          <Button disabled={person === "" || isUnderWay} onClick={() => void toSuite().catch(() => undefined)}>
            {texts.system.toSuite}
          </Button>
        )}
        <Button onClick={onDone}>{texts.ticket.cancel}</Button>
      </Space>
    </Form>
  );
}

function textsOf(entry: Knowledge) {
  const lines = (texts: readonly BilingualText[], language: "en" | "zh") => texts.map((text) => text[language]).join("\n");
  return Object.fromEntries(LISTS.map((name) => [name, { en: lines(entry[name], "en"), zh: lines(entry[name], "zh") }]));
}
