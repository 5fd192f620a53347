import { ANNOUNCEMENT_STREAM } from "@phm/contracts";
import { z } from "zod";

/** What is told of, as the services announce it. */
export const EVENT_KINDS = ANNOUNCEMENT_STREAM.nouns;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Those that come with a change only; the others come with every acquisition of every machine. */
export const CHANGE_KINDS = ["alarm", "advisory", "workorder"] as const satisfies readonly EventKind[];

export const eventKind = z.enum(EVENT_KINDS);
