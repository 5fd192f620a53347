import type { Settings } from "./setting.js";

/** What the environment gave, by variable, unjudged. */
export type RawConfig = Readonly<Record<string, string | undefined>>;

/** Gathers the variables of the settings. An empty text counts as not given, as shells and charts write "not set" that way. */
export function readEnv(env: Readonly<Record<string, string | undefined>>, settings: Settings): RawConfig {
  return Object.fromEntries(Object.values(settings).map(({ variable }) => [variable, env[variable] || undefined]));
}
