import { baseSettings, type ConfigOf, optionalUrl, readEnv, secretSetting, setting, text, toConfig } from "@phm/service-kit";
import { z } from "zod";
import { isTarget } from "./outgoing/allowed-targets.js";

const targets = z
  .string()
  .optional()
  .transform((given) => (given ?? "").split(",").filter((each) => each !== ""))
  .refine((all) => all.every(isTarget), { message: "addresses, networks such as 10.20.0.0/16 and host names, with commas between them" });

/** Every variable that workorders reads. */
export const settings = {
  ...baseSettings({ service: "workorders", grpcPort: 7404, httpPort: 7409 }),
  /** Not set: notifications by e-mail wait until a server is configured, a day at most. It can carry a password. */
  smtpUrl: secretSetting("PHM_SMTP_URL", optionalUrl(["smtp:", "smtps:"])),
  /** Addresses, networks and host names that webhooks, robots and other systems may have beside public addresses. */
  outgoingAllow: setting("PHM_OUTGOING_ALLOW", targets),
  mailFrom: setting("PHM_MAIL_FROM", text({ default: "phm@localhost" })),
};

export interface WorkordersConfig extends ConfigOf<typeof settings> {
  /** Values of the Authorization headers for other systems, by the variable that a system names. */
  readonly exchangeTokens: Readonly<Record<string, string | undefined>>;
}

const TOKEN_PREFIX = "PHM_EXCHANGE_";

/** @throws ConfigError naming every variable that breaks its rule */
export function readConfig(env: NodeJS.ProcessEnv): WorkordersConfig {
  const exchangeTokens = Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith(TOKEN_PREFIX)));
  return { ...toConfig(settings, readEnv(env, settings)), exchangeTokens };
}
