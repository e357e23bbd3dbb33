import { EventEmitter } from "node:events"
import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { FIRST_DELAY_MS } from "./back-off.js"
import { Supervisor } from "./supervisor.js"

class FakeProcess extends EventEmitter {
  /** Undefined for one that could not be started, which Node gives no stdio and no channel either. */
  pid: number | undefined = 7
  readonly signals: (NodeJS.Signals | number)[] = []
  kill(signal: NodeJS.Signals | number = "SIGTERM"): boolean {
    this.signals.push(signal)
    this.emit("close", null, signal)
    return true
  }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function supervise(fork = () => new FakeProcess()) {
  const children: FakeProcess[] = []
  const ends: string[] = []
  const supervisor = new Supervisor<FakeProcess>({
    name: "broker",
    fork,
    started: (child) => children.push(child),
    ended: (how) => ends.push(how),
    log: { warn: () => {} },
    nowMs: () => 0,
  })
  supervisor.start()
  return { supervisor, children, ends }
}

it("starts a child again when it ends, after the back-off", () => {
  const { supervisor, children, ends } = supervise()
  supervisor.markUp()
  expect(supervisor.status).toEqual({ state: "up", pid: 7, restarts: 0, lastExit: null })
  children[0]?.emit("close", null, "SIGABRT")
  expect(supervisor.status).toMatchObject({ state: "restarting", pid: null, lastExit: "SIGABRT" })
  expect(ends).toEqual(["SIGABRT"])
  vi.advanceTimersByTime(FIRST_DELAY_MS - 1)
  expect(children).toHaveLength(1)
  vi.advanceTimersByTime(1)
  expect(children).toHaveLength(2)
  expect(supervisor.status).toMatchObject({ state: "starting", restarts: 1 })
})

it("counts a child that could not be started as ended, once, and starts it again", () => {
  const fork = vi.fn(() => new FakeProcess())
  const stillborn = new FakeProcess()
  stillborn.pid = undefined
  fork.mockReturnValueOnce(stillborn)
  const { supervisor, children, ends } = supervise(fork)
  expect(children).toEqual([])
  stillborn.emit("error", new Error("spawn EMFILE"))
  stillborn.emit("error", new Error("kill failed"))
  stillborn.emit("close", -24, null)
  expect(ends).toEqual(["spawn EMFILE"])
  expect(supervisor.status).toMatchObject({ state: "restarting", pid: null })
  vi.advanceTimersByTime(FIRST_DELAY_MS)
  expect(children).toHaveLength(1)
})

it("starts again what the system had no memory for", () => {
  const fork = vi.fn(() => new FakeProcess())
  fork.mockImplementationOnce(() => {
    throw new Error("spawn ENOMEM")
  })
  const { supervisor, children, ends } = supervise(fork)
  expect(ends).toEqual(["spawn ENOMEM"])
  expect(supervisor.status).toMatchObject({ state: "restarting", pid: null })
  vi.advanceTimersByTime(FIRST_DELAY_MS)
  expect(children).toHaveLength(1)
})

it("asks, ends the process, and starts no other when it is stopped", async () => {
  const { supervisor, children } = supervise()
  const ask = vi.fn(async () => {})
  await supervisor.stop(ask, 1000)
  expect(ask).toHaveBeenCalledOnce()
  expect(children[0]?.signals).toEqual(["SIGTERM"])
  vi.advanceTimersByTime(60_000)
  expect(children).toHaveLength(1)
  expect(supervisor.status.state).toBe("stopped")
})

it("kills a child that does not answer by the deadline", async () => {
  const { supervisor, children } = supervise()
  const stopped = supervisor.stop(() => new Promise(() => {}), 1000)
  await vi.advanceTimersByTimeAsync(1000)
  await stopped
  expect(children[0]?.signals).toEqual(["SIGKILL"])
})

it("stops while the back-off lasts, too", async () => {
  const { supervisor, children } = supervise()
  children[0]?.emit("close", 1, null)
  await supervisor.stop(async () => {}, 1000)
  vi.advanceTimersByTime(60_000)
  expect(children).toHaveLength(1)
})
