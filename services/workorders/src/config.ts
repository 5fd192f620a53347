import { baseSettings, type ConfigOf, optionalUrl, readEnv, secretSetting, setting, text, toConfig } from "@phm/service-kit";

/** Every variable that workorders reads. */
export const settings = {
  ...baseSettings({ service: "workorders", grpcPort: 7404, httpPort: 7409 }),
  /** Not set: notifications by e-mail wait until a server is configured, a day at most. It can carry a password. */
  smtpUrl: secretSetting("PHM_SMTP_URL", optionalUrl(["smtp:", "smtps:"])),
  mailFrom: setting("PHM_MAIL_FROM", text({ default: "phm@localhost" })),
};

export type WorkordersConfig = ConfigOf<typeof settings>;

/** @throws ConfigError naming every variable that breaks its rule */
export function readConfig(env: NodeJS.ProcessEnv): WorkordersConfig {
  return toConfig(settings, readEnv(env, settings));
}
