import { defineConfig } from "vitest/config"

/** The tests with sockets, against the engine `libzmq`. */
export default defineConfig({
  test: {
    // Files share a process: to start one takes longer than most of them, and none leaves anything there.
    isolate: false,
    name: "@zmqscope/broker-libzmq",
    include: ["test/**/*.test.ts"],
    exclude: ["test/zmtp/**", "test/attach/**", "test/acceptor.test.ts"],
    provide: { engine: "libzmq" },
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
})
