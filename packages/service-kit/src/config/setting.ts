import type { z } from "zod";

/** One value that the environment gives: its variable, its rule, and whether it must never be printed. */
export interface Setting<T> {
  readonly variable: string;
  readonly rule: z.ZodType<T, string | undefined>;
  readonly secret: boolean;
}

/** The settings of a service by the name that the code uses. */
export type Settings = Readonly<Record<string, Setting<unknown>>>;

/** The validated values of a table of settings. */
export type ConfigOf<S extends Settings> = { readonly [Name in keyof S]: S[Name] extends Setting<infer T> ? T : never };

/** A setting read from `variable`; the rule takes the text (undefined where not given) and says what is wrong in its message. */
export function setting<T>(variable: string, rule: z.ZodType<T, string | undefined>): Setting<T> {
  return { variable, rule, secret: false };
}

/** As `setting`, but its value appears in no message and no log. */
export function secretSetting<T>(variable: string, rule: z.ZodType<T, string | undefined>): Setting<T> {
  return { variable, rule, secret: true };
}
