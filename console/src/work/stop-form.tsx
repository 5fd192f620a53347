import { useQuery } from "@tanstack/react-query";
import { App, Button, DatePicker, Form, Input, Select } from "antd";
import { useState } from "react";
import { fleet } from "../fleet/fleet-api.js";
import { useSettings } from "../shell/settings.js";
import { putPlannedStop } from "./planning-api.js";

interface Said {
  readonly asset?: string;
  readonly span: readonly [{ toDate(): Date }, { toDate(): Date }];
  readonly note?: string;
}

const SOURCE = "console";

/** A stop that the suite does not know from a planning system. */
export function StopForm({ onDone }: { readonly onDone: () => void }) {
  const { texts, site } = useSettings();
  const { message } = App.useApp();
  const machines = useQuery({ queryKey: ["fleet"], queryFn: fleet });
  const [id] = useState(() => crypto.randomUUID());
  const [isUnderWay, setUnderWay] = useState(false);
  const finish = async ({ asset, span: [start, end], note = "" }: Said) => {
    setUnderWay(true);
    const stop = { start: start.toDate().toISOString(), end: end.toDate().toISOString(), source: SOURCE, note };
    try {
      await putPlannedStop(site, id, asset === undefined ? stop : { ...stop, asset });
      onDone();
    } catch (error) {
      message.error((error as Error).message);
    }
    setUnderWay(false);
  };
  return (
    <Form layout="vertical" onFinish={(said: Said) => void finish(said)}>
      <Form.Item name="asset" label={texts.fleet.machine} extra={texts.work.wholeSiteHint}>
        <Select
          allowClear
          showSearch
          options={(machines.data ?? []).filter((row) => row.site === site).map(({ id: value }) => ({ value, label: value }))}
        />
      </Form.Item>
      <Form.Item name="span" label={texts.work.span} rules={[{ required: true, message: texts.ticket.needed }]}>
        <DatePicker.RangePicker showTime />
      </Form.Item>
      <Form.Item name="note" label={texts.ticket.noteField}>
        <Input maxLength={200} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={isUnderWay}>
        {texts.shell.save}
      </Button>
    </Form>
  );
}
