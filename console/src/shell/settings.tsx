import { DEFAULT_SITE } from "@phm/domain";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { EN, type Texts } from "../texts/en.js";
import { ZH } from "../texts/zh.js";

export type Language = "en" | "zh";
export const ROLES = ["technician", "planner", "admin"] as const;
export type WorkingRole = (typeof ROLES)[number];

/** What a person has chosen on this device. */
export interface Settings {
  readonly language: Language;
  readonly isDark: boolean;
  /** The person's id, as records carry it; empty until it is said. */
  readonly person: string;
  readonly role: WorkingRole;
  /** Where the person works. */
  readonly site: string;
}

interface SettingsValue extends Settings {
  readonly texts: Texts;
  readonly change: (part: Partial<Settings>) => void;
}

const NAME = "phm.settings";
const Context = createContext<SettingsValue | undefined>(undefined);

export function useSettings(): SettingsValue {
  const value = useContext(Context);
  if (!value) throw new Error("useSettings is used outside SettingsProvider");
  return value;
}

export function SettingsProvider({ children }: { readonly children: ReactNode }) {
  const [settings, setSettings] = useState(storedSettings);
  const change = useCallback((part: Partial<Settings>) => {
    setSettings((before) => {
      const after = { ...before, ...part };
      localStorage.setItem(NAME, JSON.stringify(after));
      return after;
    });
  }, []);
  const value = useMemo(() => ({ ...settings, texts: settings.language === "zh" ? ZH : EN, change }), [settings, change]);
  return <Context value={value}>{children}</Context>;
}

/** A browser that speaks Chinese gets Chinese; `?lang=` decides for this and later visits. */
function storedSettings(): Settings {
  const asked = new URLSearchParams(location.search).get("lang");
  const stored = parsed(localStorage.getItem(NAME));
  const own: Language = navigator.language.startsWith("zh") ? "zh" : "en";
  const isDark = stored.isDark ?? matchMedia("(prefers-color-scheme: dark)").matches;
  const language = asked === "zh" || asked === "en" ? asked : (stored.language ?? own);
  return { language, isDark, person: stored.person ?? "", role: stored.role ?? "technician", site: stored.site || DEFAULT_SITE };
}

function parsed(text: string | null): Partial<Settings> {
  try {
    return JSON.parse(text ?? "{}") as Partial<Settings>;
  } catch {
    return {};
  }
}
