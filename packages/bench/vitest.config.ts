import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    // Longer than `eventually` waits, so that what it waited for is named.
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
})
