import { App, Button, Form, Input, Modal } from "antd";
import { useState } from "react";
import { useSettings } from "../shell/settings.js";
import { decide, type ReadModels } from "./system-api.js";

export interface Choice {
  readonly model: string;
  readonly word: "promote" | "rollback";
  /** Where it is promoted. */
  readonly to?: "challenger" | "champion";
}

interface Props {
  readonly choice: Choice;
  readonly read: ReadModels;
  readonly onDone: () => void;
}

/** Which model speaks is decided by somebody, for a reason that stays on record. */
export function DecisionDialog({ choice: { model, word, to }, read, onDone }: Props) {
  const { texts, site, person } = useSettings();
  const { message } = App.useApp();
  const [isUnderWay, setUnderWay] = useState(false);
  const finish = async (reason: string) => {
    setUnderWay(true);
    try {
      await decide(site, read, { model, word, body: { actor: person, reason, ...(to ? { to } : {}) } });
      onDone();
    } catch (error) {
      message.error((error as Error).message);
    }
    setUnderWay(false);
  };
  return (
    <Modal open destroyOnHidden footer={null} title={`${to ? texts.system.make[to] : texts.system.rollback}: ${model}`} onCancel={onDone}>
      <Form layout="vertical" onFinish={({ reason }: { reason: string }) => void finish(reason)}>
        <Form.Item
          name="reason"
          label={texts.ticket.reasonField}
          rules={[{ required: true, whitespace: true, message: texts.ticket.needed }]}
        >
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1_000} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={isUnderWay} disabled={person === ""}>
          {texts.ticket.ok}
        </Button>
      </Form>
    </Modal>
  );
}
