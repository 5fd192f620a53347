import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Card, Form, Input } from "antd";
import { useState } from "react";
import { apiKey, keepApiKey } from "../api/api-key.js";
import { useSettings } from "./settings.js";

/** Asks for the key that the installation wants. One that was given before, and is refused now, is said to be. */
export function SignIn() {
  const { shell } = useSettings().texts;
  const queries = useQueryClient();
  const [wasGiven] = useState(() => apiKey() !== undefined);
  const signIn = ({ key }: { readonly key: string }) => {
    keepApiKey(key);
    void queries.resetQueries();
  };
  return (
    <Card className="sign-in" title={shell.signIn}>
      {wasGiven && <Alert className="notice" type="error" showIcon title={shell.keyWrong} />}
      <p>{shell.keyHint}</p>
      <Form layout="vertical" onFinish={signIn}>
        <Form.Item name="key" label={shell.key} rules={[{ required: true, message: shell.key }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" block>
          {shell.signIn}
        </Button>
      </Form>
    </Card>
  );
}
