import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { readSession, signOut } from "../api/session.js";
import { useSettings } from "./settings.js";

/** Ends the session, where there is one. */
export function SignedIn() {
  const { shell, role } = useSettings().texts;
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: ["session"], queryFn: readSession });
  const end = useMutation({ mutationFn: signOut, onSettled: () => queries.resetQueries() });
  if (!data?.principal || data.forgeryToken === undefined) return null;
  const { id, role: own } = data.principal;
  return (
    <p>
      {shell.signedIn} <strong>{id}</strong> ({role[own as keyof typeof role] ?? own}){" "}
      <Button size="small" loading={end.isPending} onClick={() => end.mutate()}>
        {shell.signOut}
      </Button>
    </p>
  );
}
