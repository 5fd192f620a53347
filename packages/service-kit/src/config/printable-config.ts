import type { ConfigOf, Settings } from "./setting.js";

/** The values as they may be logged: each secret that is set reads "(secret)", and what is not set is left out. */
export function printableConfig<S extends Settings>(settings: S, config: ConfigOf<S>): Record<string, unknown> {
  const given = Object.entries(settings).filter(([name]) => config[name as keyof S] !== undefined);
  return Object.fromEntries(given.map(([name, { secret }]) => [name, secret ? "(secret)" : config[name as keyof S]]));
}
