import { useQuery } from "@tanstack/react-query";
import { App, Button, DatePicker, Form, Input, InputNumber, Radio, Select } from "antd";
import { useState } from "react";
import { ApiError } from "../api/api-error.js";
import { fleet } from "../fleet/fleet-api.js";
import { useSettings } from "../shell/settings.js";
import { type AssetSelection, DATA_CLASSES, type DataClass, makeContract } from "./sharing-api.js";

interface Said {
  readonly oem: string;
  readonly by: AssetSelection["by"];
  readonly machines?: readonly string[];
  readonly manufacturer?: string;
  readonly model?: string;
  readonly classes: readonly DataClass[];
  readonly delayHours: number;
  readonly expires: { toDate(): Date };
}

const SECONDS_PER_HOUR = 3_600;
const MOST_HOURS = 366 * 24;

/** Terms of a new contract. */
export function ContractForm({ onDone }: { readonly onDone: () => void }) {
  const { texts } = useSettings();
  const t = texts.sharing;
  const { message } = App.useApp();
  const machines = useQuery({ queryKey: ["fleet"], queryFn: fleet });
  // The same form sent twice, as the answer to the first was lost, is one contract.
  const [key] = useState(() => crypto.randomUUID());
  const [isUnderWay, setUnderWay] = useState(false);
  const required = [{ required: true, message: texts.ticket.needed }];
  const finish = async (said: Said) => {
    setUnderWay(true);
    try {
      await makeContract(termsOf(said), key);
      onDone();
    } catch (error) {
      message.error(error instanceof ApiError ? error.message : String(error));
    }
    setUnderWay(false);
  };
  return (
    <Form
      layout="vertical"
      initialValues={{ by: "list", delayHours: 0, classes: ["condition"] }}
      onFinish={(said: Said) => void finish(said)}
    >
      <Form.Item name="oem" label={t.maker} rules={required} extra={t.makerHint}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="by" label={t.selection}>
        <Radio.Group
          options={[
            { value: "list", label: t.byList },
            { value: "model", label: t.byModel },
          ]}
        />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(before: Said, after: Said) => before.by !== after.by}>
        {({ getFieldValue }) =>
          getFieldValue("by") === "list" ? (
            <Form.Item name="machines" label={texts.fleet.machine} rules={required}>
              <Select
                mode="multiple"
                options={(machines.data ?? []).map(({ site, id }) => ({
                  value: JSON.stringify({ site, asset: id }),
                  label: `${site} / ${id}`,
                }))}
              />
            </Form.Item>
          ) : (
            <>
              <Form.Item name="manufacturer" label={t.manufacturer} rules={required}>
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item name="model" label={t.model} rules={required}>
                <Input maxLength={200} />
              </Form.Item>
            </>
          )
        }
      </Form.Item>
      <Form.Item name="classes" label={t.classes} rules={required}>
        <Select mode="multiple" options={DATA_CLASSES.map((value) => ({ value, label: t.dataClass[value] }))} />
      </Form.Item>
      <Form.Item name="delayHours" label={t.delay} extra={t.delayHint} rules={required}>
        <InputNumber min={0} max={MOST_HOURS} precision={0} />
      </Form.Item>
      <Form.Item name="expires" label={t.expires} rules={required}>
        <DatePicker showTime />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={isUnderWay}>
        {t.make}
      </Button>
    </Form>
  );
}

function termsOf({ oem, by, machines = [], manufacturer = "", model = "", classes, delayHours, expires }: Said) {
  const assets: AssetSelection =
    by === "list"
      ? { by, assets: machines.map((each) => JSON.parse(each) as { site: string; asset: string }) }
      : { by, manufacturer, model };
  return {
    oem: oem.trim(),
    assets,
    grants: classes.map((dataClass) => ({ dataClass, resolution: "raw" as const })),
    horizon: { delayS: delayHours * SECONDS_PER_HOUR },
    expires: expires.toDate().toISOString(),
  };
}
