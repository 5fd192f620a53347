import { ConfigError, type ConfigProblem } from "./config-error.js";
import type { RawConfig } from "./read-env.js";
import type { ConfigOf, Setting, Settings } from "./setting.js";

/**
 * Validates what `readEnv` gathered.
 * @throws ConfigError naming every variable that breaks its rule; a malformed value never becomes the default.
 */
export function toConfig<S extends Settings>(settings: S, raw: RawConfig): ConfigOf<S> {
  const problems: ConfigProblem[] = [];
  const config: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(settings)) {
    const given = raw[setting.variable];
    const parsed = setting.rule.safeParse(given);
    if (parsed.success) config[name] = parsed.data;
    else
      problems.push({
        variable: setting.variable,
        value: shownValue(setting, given),
        rule: parsed.error.issues.map((issue) => issue.message).join("; "),
      });
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(config) as ConfigOf<S>;
}

function shownValue(setting: Setting<unknown>, given: string | undefined): string {
  if (given === undefined) return "(not set)";
  return setting.secret ? "(secret)" : JSON.stringify(given);
}
