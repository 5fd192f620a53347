import { useCallback, useEffect, useState } from "react";
import { ROUND_API } from "./round-api.js";
import { RoundDatabase } from "./round-database.js";
import type { StoredEntry } from "./round-types.js";
import { upload } from "./upload.js";

const AGAIN_MS = 20_000;

export const roundDatabase = RoundDatabase.open();

export interface Outbox {
  readonly waiting: number;
  readonly refused: readonly StoredEntry[];
  readonly isOnline: boolean;
  readonly isSending: boolean;
  /** Looks at what waits, and sends it. */
  readonly flush: () => Promise<void>;
}

let sending: Promise<void> | undefined;

/** One upload at a time, however many ask for it. */
async function sendAll(): Promise<void> {
  sending ??= sendAndTidy().finally(() => {
    sending = undefined;
  });
  await sending;
}

async function sendAndTidy(): Promise<void> {
  const database = await roundDatabase;
  await upload(database, ROUND_API, Date.now);
  await database.tidy(Date.now());
}

/** What waits on this device; it is sent when there is a connection again, when the page is looked at again, and each 20 s. */
export function useOutbox(): Outbox {
  const [waiting, setWaiting] = useState(0);
  const [refused, setRefused] = useState<readonly StoredEntry[]>([]);
  const [isOnline, setOnline] = useState(navigator.onLine);
  const [isSending, setSending] = useState(false);
  const look = useCallback(async () => {
    const database = await roundDatabase;
    setWaiting(await database.waitingCount());
    setRefused(await database.refused());
  }, []);
  const flush = useCallback(async () => {
    setSending(true);
    try {
      await sendAll();
      setOnline(true);
    } catch {
      // It is all still on the device, and tried again: that is what the page says.
      setOnline(false);
    } finally {
      setSending(false);
      await look();
    }
  }, [look]);
  useEffect(() => {
    void flush();
    const wake = () => void flush();
    const lost = () => setOnline(false);
    const timer = setInterval(wake, AGAIN_MS);
    addEventListener("online", wake);
    addEventListener("offline", lost);
    document.addEventListener("visibilitychange", wake);
    return () => {
      clearInterval(timer);
      removeEventListener("online", wake);
      removeEventListener("offline", lost);
      document.removeEventListener("visibilitychange", wake);
    };
  }, [flush]);
  return { waiting, refused, isOnline, isSending, flush };
}
