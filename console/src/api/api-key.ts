const NAME = "phm.apiKey";

/** The key that the person has signed in with; absent where the installation asks for none. Kept for this browser tab alone. */
export function apiKey(): string | undefined {
  return sessionStorage.getItem(NAME) ?? undefined;
}

export function keepApiKey(key: string): void {
  sessionStorage.setItem(NAME, key.trim());
}

export function forgetApiKey(): void {
  sessionStorage.removeItem(NAME);
}
