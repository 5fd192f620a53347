import { useQuery } from "@tanstack/react-query";
import { AutoComplete, Form, InputNumber } from "antd";
import { useSettings } from "../shell/settings.js";
import { neededParts } from "./parts-api.js";
import type { Ticket } from "./ticket-api.js";

/** Which part, how much of it, and out of which store: offered is what the repair needs, and where it lies. */
export function PartFields({ ticket: { id } }: { readonly ticket: Ticket }) {
  const { texts, language } = useSettings();
  const needed = useQuery({ queryKey: ["needed-parts", id], queryFn: () => neededParts(id) });
  const part = Form.useWatch<string | undefined>("part");
  const parts = needed.data ?? [];
  const stores = parts.find((each) => each.id === part)?.stores ?? [];
  return (
    <>
      <Form.Item name="part" label={texts.ticket.partField} rules={[{ required: true, whitespace: true, message: texts.ticket.needed }]}>
        <AutoComplete
          options={parts.map((each) => ({ value: each.id, label: `${each.id} · ${language === "zh" ? each.nameZh : each.nameEn}` }))}
        />
      </Form.Item>
      <Form.Item name="quantity" label={texts.ticket.quantityField} rules={[{ required: true, message: texts.ticket.needed }]}>
        <InputNumber min={0.001} />
      </Form.Item>
      <Form.Item name="store" label={texts.ticket.storeField} extra={texts.ticket.storeHint}>
        <AutoComplete allowClear options={stores.map(({ store, onHand }) => ({ value: store, label: `${store}: ${onHand}` }))} />
      </Form.Item>
    </>
  );
}
