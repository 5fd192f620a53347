import { z } from "zod";

/** A rule takes the text of a variable, or undefined where it is not set, and gives the value. */
type Rule<T> = z.ZodType<T, string | undefined>;

interface Default<T> {
  /** The value where the variable is not set. Without it the variable is required. */
  readonly default?: T;
}

interface Range extends Default<number> {
  readonly min?: number;
  readonly max?: number;
}

const BYTES_PER_UNIT: Readonly<Record<string, number>> = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };
const MS_PER_UNIT: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** Any text that is not empty. */
export function text(options: Default<string> = {}): Rule<string> {
  return rule("a text that is not empty", (given) => given, options);
}

/** Text that may be missing. */
export function optionalText(): Rule<string | undefined> {
  return z.string().optional();
}

/** A name that can be a key of the broker's, or nothing. */
export function optionalName(): Rule<string | undefined> {
  return z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, "1 to 64 letters, digits, - or _")
    .optional();
}

/** One of a list of words. */
export function choice<const C extends string>(words: readonly C[], options: Default<C> = {}): Rule<C> {
  return rule(`one of ${words.join(", ")}`, (given) => words.find((word) => word === given), options);
}

/** `true` or `false`. */
export function flag(options: Default<boolean> = {}): Rule<boolean> {
  return rule("true or false", (given) => ({ true: true, false: false })[given], options);
}

/** A whole number, by default from 0 to 2^53 - 1. */
export function count({ min = 0, max = Number.MAX_SAFE_INTEGER, ...options }: Range = {}): Rule<number> {
  const number = (given: string) => (/^\d+$/.test(given) ? within(Number(given), min, max) : undefined);
  return rule(`a whole number from ${min} to ${max}`, number, options);
}

/** A number from 0 to 1. */
export function fraction({ min = 0, max = 1, ...options }: Range = {}): Rule<number> {
  const number = (given: string) => (/^\d*\.?\d+$/.test(given) ? within(Number(given), min, max) : undefined);
  return rule(`a number from ${min} to ${max}`, number, options);
}

/** A TCP port; 0 lets the system choose a free one. */
export function tcpPort(options: Default<number> = {}): Rule<number> {
  return rule("a port from 0 to 65535", (given) => (/^\d{1,5}$/.test(given) ? within(Number(given), 0, 65_535) : undefined), options);
}

/** A URL with one of the given protocols (`nats:`, `http:`). */
export function url(protocols: readonly string[], options: Default<string> = {}): Rule<string> {
  return rule(urlRule(protocols), (given) => (isUrl(given, protocols) ? given : undefined), options);
}

/** As `url`, where the variable may be missing. */
export function optionalUrl(protocols: readonly string[]): Rule<string | undefined> {
  return z
    .string()
    .optional()
    .refine((given) => given === undefined || isUrl(given, protocols), { message: urlRule(protocols) });
}

/** A time such as `500ms`, `8s`, `2min`, `1h`, `30d`, in ms. The unit is never left out. */
export function durationMs(range: Range = {}): Rule<number> {
  return quantity("a time such as 500ms, 8s, 2min, 1h or 30d", "ms", MS_PER_UNIT, range);
}

/** A size such as `65536B`, `4MiB`, `2GiB`, in bytes. The unit is never left out. */
export function byteSize(range: Range = {}): Rule<number> {
  return quantity("a size such as 65536B, 64KiB, 4MiB or 2GiB", "B", BYTES_PER_UNIT, range);
}

function quantity(form: string, unit: string, perUnit: Readonly<Record<string, number>>, { min, max, ...options }: Range): Rule<number> {
  const limits = `${min === undefined ? "" : `, at least ${min}${unit}`}${max === undefined ? "" : `, at most ${max}${unit}`}`;
  const read = (given: string) => {
    const [, digits, suffix = ""] = /^(\d+(?:\.\d+)?)([A-Za-z]+)$/.exec(given) ?? [];
    const factor = perUnit[suffix];
    return digits === undefined || factor === undefined
      ? undefined
      : within(Number(digits) * factor, min ?? 0, max ?? Number.MAX_SAFE_INTEGER);
  };
  return rule(form + limits, read, options);
}

function rule<T>(message: string, read: (given: string) => T | undefined, options: Default<T>): Rule<T> {
  return z
    .string()
    .optional()
    .transform((given, context) => {
      const value = given === undefined ? options.default : read(given);
      if (value !== undefined) return value;
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    });
}

function within(value: number, min: number, max: number): number | undefined {
  return value >= min && value <= max ? value : undefined;
}

function isUrl(given: string, protocols: readonly string[]): boolean {
  return URL.canParse(given) && protocols.includes(new URL(given).protocol);
}

function urlRule(protocols: readonly string[]): string {
  return `a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`;
}
