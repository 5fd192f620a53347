import { Alert, Button, Form, Input, Select, Space } from "antd";
import { useState } from "react";
import { useSettings } from "../shell/settings.js";
import type { AlarmRow } from "./alarm-api.js";
import { type AlarmCommand, COMMANDS_IN, mayCommand } from "./alarm-commands.js";
import { AlarmMark } from "./alarm-mark.js";

/** No alarm is shelved for more than a week: an hour, a shift, a day, a week. */
const SHELF_HOURS = [1, 8, 24, 168] as const;
const S_PER_HOUR = 3_600;
const MAX_REASON_LENGTH = 2_000;

interface Props {
  readonly alarm: AlarmRow;
  readonly onCommand: (command: AlarmCommand, said: Readonly<Record<string, unknown>>) => Promise<void>;
}

/** A reason, and a button for each command that is legal now. To put an alarm aside needs a reason; to answer it does not. */
export function AlarmCommandForm({ alarm, onCommand }: Props) {
  const { texts, person, role } = useSettings();
  const [form] = Form.useForm<{ readonly reason?: string; readonly hours: number }>();
  const [underWay, setUnderWay] = useState<AlarmCommand>();
  const offered = COMMANDS_IN[alarm.state];
  const carryOut = async (command: AlarmCommand) => {
    const { reason = "", hours } = form.getFieldsValue();
    if (command !== "acknowledge" && reason.trim() === "") {
      form.setFields([{ name: "reason", errors: [texts.alarms.reasonNeeded] }]);
      return;
    }
    setUnderWay(command);
    await onCommand(command, { reason, ...(command === "shelve" ? { durationS: hours * S_PER_HOUR } : {}) });
    setUnderWay(undefined);
  };
  return (
    <Form form={form} layout="vertical" initialValues={{ hours: SHELF_HOURS[1] }}>
      <p>
        <AlarmMark state={alarm.state} /> {alarm.asset} <span className="quiet">{alarm.site}</span>
      </p>
      {person === "" && <Alert className="notice" type="info" showIcon title={texts.ticket.whoFirst} />}
      <Form.Item name="reason" label={texts.ticket.reasonField}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={MAX_REASON_LENGTH} />
      </Form.Item>
      {offered.includes("shelve") && mayCommand(role, "shelve") && (
        <Form.Item name="hours" label={texts.alarms.shelfHours}>
          <Select options={SHELF_HOURS.map((value) => ({ value, label: value }))} />
        </Form.Item>
      )}
      <Space wrap>
        {offered.map((command) => (
          <Button
            key={command}
            type={command === "acknowledge" ? "primary" : "default"}
            loading={underWay === command}
            disabled={person === "" || underWay !== undefined || !mayCommand(role, command)}
            title={mayCommand(role, command) ? undefined : texts.ticket.notYours}
            onClick={() => void carryOut(command)}
          >
            {texts.alarmCommand[command]}
          </Button>
        ))}
      </Space>
    </Form>
  );
}
