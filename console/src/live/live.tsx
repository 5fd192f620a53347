import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert } from "antd";
import { useEffect, useSyncExternalStore } from "react";
import { readSession } from "../api/session.js";
import { useSettings } from "../shell/settings.js";
import { EVENT_KINDS, LiveFeed } from "./live-feed.js";
import { staleKeys } from "./stale-keys.js";

const feed = new LiveFeed(() => new EventSource(`/api/v1/events?kinds=${EVENT_KINDS.join(",")}`));

/** A fleet tells more than can be read anew one by one: what is old by then is read together. */
const GATHER_MS = 1_500;
const WITHOUT_FEED_MS = 15_000;
const WITH_FEED_MS = 300_000;

/** When what is shown is asked for again: seldom while the gateway tells what has changed. */
export const again = (): number => (feed.state === "live" ? WITH_FEED_MS : WITHOUT_FEED_MS);

/** Keeps what is shown up to date, and says when it cannot. */
export function Live() {
  const { texts } = useSettings();
  const queries = useQueryClient();
  const state = useSyncExternalStore(feed.watch, () => feed.state);
  const { data: session } = useQuery({ queryKey: ["session"], queryFn: readSession });
  const listener = session?.principal?.id;
  // Begun anew for whoever signs in: to a stranger nothing was told.
  // biome-ignore lint/correctness/useExhaustiveDependencies: who listens is not read in it, and is why it begins anew.
  useEffect(() => {
    const stale = new Map<string, readonly unknown[]>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      for (const queryKey of stale.values()) void queries.invalidateQueries({ queryKey });
      stale.clear();
    };
    const stop = feed.start({
      onEvent: (event) => {
        for (const key of staleKeys(event)) stale.set(JSON.stringify(key), key);
        timer ??= setTimeout(flush, GATHER_MS);
      },
      onMissed: () => void queries.invalidateQueries(),
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [queries, listener]);
  // Asked again at once, so that pages say what they know and ask more often from now on.
  useEffect(() => {
    if (state === "lost") void queries.invalidateQueries();
  }, [state, queries]);
  // Before signing in there is nothing to be told; the page itself asks for the key.
  const isStranger = session?.asksWhoComes === true && session.principal === null;
  return state === "lost" && !isStranger && <Alert banner type="warning" title={texts.state.notLive} />;
}
