import { defineConfig } from "vitest/config"

/** Units, and every test with sockets against the engine `zmtp`; vitest.libzmq.config.ts has the other. */
export default defineConfig({
  test: {
    // Files share a process: to start one takes longer than most of them, and none leaves anything there.
    isolate: false,
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    exclude: ["test/libzmq/**"],
    provide: { engine: "zmtp" },
    // Longer than `eventually` waits, so that what it waited for is named.
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
})
