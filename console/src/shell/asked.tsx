import type { UseQueryResult } from "@tanstack/react-query";
import { Alert, Button, Result, Skeleton } from "antd";
import type { ReactNode } from "react";
import { ApiError } from "../api/api-error.js";
import { useSettings } from "./settings.js";
import { SignIn } from "./sign-in.js";

interface Props<T> {
  readonly query: UseQueryResult<T, Error>;
  readonly children: (data: T) => ReactNode;
}

/** What was asked of the API, in each of its states: on its way, there, there but old, refused, not found. */
export function Asked<T>({ query, children }: Props<T>) {
  const { texts } = useSettings();
  const { data, error } = query;
  if (error instanceof ApiError && error.status === 401) return <SignIn />;
  if (data !== undefined)
    return (
      <>
        {error && <Alert className="notice" type="warning" showIcon title={texts.state.unreachable} />}
        {children(data)}
      </>
    );
  if (!error) return <Skeleton active aria-label={texts.state.loading} />;
  return <Failure error={error} onAgain={() => void query.refetch()} />;
}

function Failure({ error, onAgain }: { readonly error: Error; readonly onAgain: () => void }) {
  const { state } = useSettings().texts;
  const again = (
    <Button type="primary" onClick={onAgain}>
      {state.again}
    </Button>
  );
  if (!(error instanceof ApiError)) return <Result status="error" title={state.failed} subTitle={error.message} extra={again} />;
  // A name that cannot be one is a name of nothing.
  if (error.status === 404 || error.status === 400) return <Result status="404" title={state.notFound} />;
  if (error.status === 403) return <Result status="403" title={state.forbidden} />;
  if (error.isPassing) return <Result status="warning" title={state.unreachable} extra={again} />;
  return <Result status="error" title={state.failed} subTitle={error.message} extra={again} />;
}
