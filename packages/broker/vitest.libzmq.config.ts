import { defineConfig } from "vitest/config"

/** The tests with sockets, against the engine `libzmq`. */
export default defineConfig({
  test: {
    name: "@zmqscope/broker-libzmq",
    include: ["test/**/*.test.ts"],
    exclude: ["test/zmtp/**", "test/attach/**", "test/acceptor.test.ts"],
    provide: { engine: "libzmq" },
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
})
