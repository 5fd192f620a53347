import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Card, Form, Input } from "antd";
import { ApiError } from "../api/api-error.js";
import { PROVIDER_URL, readSession, signIn } from "../api/session.js";
import { useSettings } from "./settings.js";

/** Asks for a key and begins a session with it; the key itself is kept nowhere. */
export function SignIn() {
  const { shell, state } = useSettings().texts;
  const queries = useQueryClient();
  const begin = useMutation({
    mutationFn: ({ key }: { readonly key: string }) => signIn(key),
    onSuccess: ({ principal }) => (principal ? queries.resetQueries() : undefined),
  });
  const { data: session } = useQuery({ queryKey: ["session"], queryFn: readSession });
  const refusal = begin.error instanceof ApiError && begin.error.status === 401 ? shell.keyWrong : begin.error?.message;
  const problem = begin.error instanceof ApiError && begin.error.isPassing ? state.unreachable : refusal;
  const wasDropped = begin.data !== undefined && begin.data.principal === null;
  return (
    <Card className="sign-in" title={shell.signIn}>
      {(problem || wasDropped) && <Alert className="notice" type="error" showIcon title={problem ?? shell.sessionDropped} />}
      {session?.hasProvider && (
        <Button className="notice" type="primary" href={PROVIDER_URL} block>
          {shell.signInAtProvider}
        </Button>
      )}
      <p>{shell.keyHint}</p>
      <Form layout="vertical" onFinish={begin.mutate}>
        <Form.Item name="key" label={shell.key} rules={[{ required: true, message: shell.key }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Button type={session?.hasProvider ? "default" : "primary"} htmlType="submit" block loading={begin.isPending}>
          {shell.signIn}
        </Button>
      </Form>
    </Card>
  );
}
