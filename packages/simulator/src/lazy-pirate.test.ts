import { expect, test } from "vitest"
import { LazyPirate } from "./lazy-pirate.js"

/** Sockets whose replies are scripted; `log` tells what was done to which incarnation. */
function piratesSea(replies: (boolean | (() => boolean))[]) {
  const log: string[] = []
  const pirate = new LazyPirate((incarnation) => {
    log.push(`open ${incarnation}`)
    return {
      send: async (body) => void log.push(`send ${incarnation} ${Buffer.from(body).toString()}`),
      receive: async () => {
        const reply = replies.shift() ?? false
        return typeof reply === "function" ? reply() : reply
      },
      close: () => log.push(`close ${incarnation}`),
    }
  })
  return { log, pirate }
}

function patience(most: number) {
  return { timeoutMs: 10, mayRetry: (retries: number) => retries < most }
}

const hello = Buffer.from("hello")

test("replies that come need one socket", async () => {
  const { log, pirate } = piratesSea([true, true])
  expect(await pirate.ask(hello, patience(3))).toBe("replied")
  expect(await pirate.ask(hello, patience(3))).toBe("replied")
  expect(log).toEqual(["open 1", "send 1 hello", "send 1 hello"])
})

test("a lost reply is asked for again by the next incarnation", async () => {
  const { log, pirate } = piratesSea([false, true])
  expect(await pirate.ask(hello, patience(1))).toBe("replied")
  expect(log).toEqual(["open 1", "send 1 hello", "close 1", "open 2", "send 2 hello"])
  expect(pirate.incarnation).toBe(2)
})

test("after its retries it gives up, and the next request opens anew", async () => {
  const { log, pirate } = piratesSea([false, false, true])
  expect(await pirate.ask(hello, patience(1))).toBe("given-up")
  expect(log.at(-1)).toBe("close 2")
  expect(await pirate.ask(hello, patience(1))).toBe("replied")
  expect(pirate.incarnation).toBe(3)
})

test("ended in mid-request, it closes its socket and opens no other", async () => {
  const { log, pirate } = piratesSea([
    () => {
      pirate.end()
      return false
    },
  ])
  expect(await pirate.ask(hello, patience(3))).toBe("ended")
  expect(log).toEqual(["open 1", "send 1 hello", "close 1"])
})
