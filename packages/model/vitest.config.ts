import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    // Files share a process: they are pure, and to start one takes longer than most of them.
    isolate: false,
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    // Longer than `eventually` waits, so that what it waited for is named.
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
})
