import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    // Files share a process: to start one takes longer than most of them, and none leaves anything there.
    isolate: false,
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    // Longer than `eventually` waits, so that what it waited for is named.
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
})
