import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";

/** What the gateway puts a number of its own in place of, once a request: styles and scripts with that number are allowed. */
const NONCE_PLACEHOLDER = "__CSP_NONCE__";
const GATEWAY = "http://127.0.0.1:7400";

export default defineConfig({
  base: "/console/",
  html: { cspNonce: NONCE_PLACEHOLDER },
  plugins: [
    react(),
    VitePWA({
      registerType: "autoUpdate",
      injectRegister: false,
      manifest: {
        name: "PHM Suite",
        short_name: "PHM",
        start_url: "/console/rounds",
        scope: "/console/",
        display: "standalone",
        background_color: "#ffffff",
        theme_color: "#14343d",
        icons: [{ src: "/console/icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" }],
      },
      workbox: {
        globPatterns: ["**/*.{js,css,html,svg}"],
        navigateFallback: "/console/index.html",
        // Records are never answered from a cache: what was taken along for offline work is in the database of the page.
        navigateFallbackAllowlist: [/^\/console/],
        maximumFileSizeToCacheInBytes: 4 * 1024 * 1024,
      },
    }),
  ],
  build: { target: "es2022", chunkSizeWarningLimit: 900 },
  server: { proxy: { "/api": GATEWAY } },
});
