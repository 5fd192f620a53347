import { registerSW } from "virtual:pwa-register";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiError } from "./api/api-error.js";
import { Console } from "./console.js";
import { SettingsProvider } from "./shell/settings.js";
import { signInByLink } from "./shell/sign-in-link.js";
import { numberStyles } from "./shell/style-nonce.js";
import { Theme } from "./shell/theme.js";
import "./console.css";

const RETRIES = 2;
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // The page is of use without a network too: whether there is one is the answer's to say.
      networkMode: "always",
      retry: (failures, error) => error instanceof ApiError && error.isPassing && failures < RETRIES,
    },
    mutations: { networkMode: "always" },
  },
});

numberStyles();
registerSW({ immediate: true });
await signInByLink();
createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>
    <SettingsProvider>
      <QueryClientProvider client={queries}>
        <Theme>
          <Console />
        </Theme>
      </QueryClientProvider>
    </SettingsProvider>
  </StrictMode>,
);
