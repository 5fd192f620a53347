import { Button, Form, Input, Segmented } from "antd";
import { ROLES, useSettings, type WorkingRole } from "./settings.js";
import { SignedIn } from "./signed-in.js";

/** Who is working here, as records and orders will say. */
export function PersonForm({ onSaved }: { readonly onSaved?: () => void }) {
  const { texts, person, role, site, change } = useSettings();
  const save = (said: { readonly person: string; readonly role: WorkingRole; readonly site: string }) => {
    change({ person: said.person.trim(), role: said.role, site: said.site.trim() });
    onSaved?.();
  };
  return (
    <Form layout="vertical" initialValues={{ person, role, site }} onFinish={save}>
      <Form.Item
        name="person"
        label={texts.shell.person}
        rules={[{ required: true, whitespace: true, max: 100, message: texts.shell.person }]}
      >
        <Input autoComplete="username" />
      </Form.Item>
      <Form.Item name="role" label={texts.shell.role}>
        <Segmented options={ROLES.map((value) => ({ value, label: texts.role[value] }))} />
      </Form.Item>
      <Form.Item name="site" label={texts.shell.site} rules={[{ required: true, whitespace: true, message: texts.shell.site }]}>
        <Input />
      </Form.Item>
      <Button type="primary" htmlType="submit">
        {texts.shell.save}
      </Button>
      <SignedIn />
    </Form>
  );
}
