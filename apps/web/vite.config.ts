import tailwindcss from "@tailwindcss/vite"
import react from "@vitejs/plugin-react"
import { defineConfig } from "vite"

/** Where `pnpm dev` finds a running server. */
const SERVER = "http://127.0.0.1:5580"

export default defineConfig({
  // The page may lie below a prefix (--public-url): nothing in it knows where.
  base: "./",
  plugins: [react(), tailwindcss()],
  build: {
    target: "es2023",
    // The page's content security policy knows no data: fonts or scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Which chunks the first screen loads: test/bundle-size.test.ts.
    manifest: true,
  },
  // The server answers to its own name and port alone.
  server: {
    proxy: {
      "/api": { target: SERVER, ws: true, changeOrigin: true, headers: { origin: SERVER } },
    },
  },
})
