import type { ConfigOf, Settings } from "./setting.js";

/** The values as they may be logged: each secret that is set reads "(secret)". */
export function printableConfig<S extends Settings>(settings: S, config: ConfigOf<S>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, { secret }]) => {
      const value = config[name as keyof S];
      return [name, secret && value !== undefined ? "(secret)" : value];
    }),
  );
}
