import type { WorkerBehaviour } from "@zmqscope/protocol"
import { eventually } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { bindDealer } from "./bare-sockets.js"
import { HeldClock } from "./held-clock.js"
import { startSimulation } from "./simulation.js"

const QUICK: WorkerBehaviour = {
  serviceTime: { distribution: "fixed", ms: 0 },
  failure: { mode: "none" },
}
const SERVICE_MS = 50_000
/** In service until the test releases its clock. */
const SLOW: WorkerBehaviour = { ...QUICK, serviceTime: { distribution: "fixed", ms: SERVICE_MS } }

test("a worker replies, in a text of the request's size", async () => {
  using dealer = await bindDealer()
  await using simulation = await startSimulation({ backend: dealer.endpoint })
  const spawned = await simulation.call("spawnWorkers", { count: 1, behaviour: QUICK })
  expect(spawned).toEqual([{ name: "worker-1", state: "connecting", behaviour: QUICK }])
  await dealer.request("Hello 1 from client-1")
  expect(await dealer.reply()).toBe("World 1 from worker-1")
  await dealer.request("")
  expect(await dealer.reply()).toBe("")
  await simulation.worker("worker-1", (worker) => worker.state === "live")
})

test("a worker that loses its broker connects again to the next", async () => {
  const dealer = await bindDealer()
  await using simulation = await startSimulation({ backend: dealer.endpoint })
  await simulation.call("spawnWorkers", { count: 1, behaviour: QUICK })
  await simulation.worker("worker-1", (worker) => worker.state === "live")
  dealer[Symbol.dispose]()
  await simulation.worker("worker-1", (worker) => worker.state === "connecting")
  using other = await bindDealer(dealer.endpoint)
  await other.request("Hello 1 from client-1")
  expect(await other.reply()).toBe("World 1 from worker-1")
})

test("a change holds from the next request on", async () => {
  using dealer = await bindDealer()
  await using simulation = await startSimulation({ backend: dealer.endpoint })
  await simulation.call("spawnWorkers", { count: 1, behaviour: QUICK })
  await dealer.request("first")
  await dealer.reply()
  const changed = await simulation.call("changeWorker", {
    name: "worker-1",
    patch: { failure: { mode: "crash", afterRequests: 0 } },
  })
  expect(changed.behaviour.serviceTime).toEqual(QUICK.serviceTime)
  await dealer.request("second")
  await simulation.gone("worker-1")
})

test("a worker that is to crash serves so many and leaves with the next in hand", async () => {
  using dealer = await bindDealer()
  await using simulation = await startSimulation({ backend: dealer.endpoint })
  const behaviour: WorkerBehaviour = { ...QUICK, failure: { mode: "crash", afterRequests: 2 } }
  await simulation.call("spawnWorkers", { count: 1, behaviour })
  for (const body of ["first", "second", "third"]) await dealer.request(body)
  expect([await dealer.reply(), await dealer.reply()]).toEqual(["World", "World "])
  await simulation.gone("worker-1")
  expect(simulation.ended).toEqual([
    { type: "ended", kind: "worker", name: "worker-1", why: "crashed" },
  ])
})

test("a worker that hangs stays in the roster, replies no more, and can be stopped", async () => {
  using dealer = await bindDealer()
  await using simulation = await startSimulation({ backend: dealer.endpoint })
  const hanging: WorkerBehaviour = { ...QUICK, failure: { mode: "hang", probability: 1 } }
  await simulation.call("spawnWorkers", { count: 1, behaviour: hanging })
  await dealer.request("never answered")
  await simulation.worker("worker-1", (worker) => worker.state === "live")
  await simulation.call("spawnWorkers", { count: 1, behaviour: QUICK })
  await simulation.worker("worker-2", (worker) => worker.state === "live")
  const replied: string[] = []
  const reply = dealer.reply().then((body) => replied.push(body))
  // Until the DEALER knows of worker-2, worker-1 is given them all; then every second one.
  await eventually(async () => {
    await dealer.request("Hello 2")
    return replied.length > 0
  }, "a reply of worker-2")
  await reply
  expect(replied).toEqual(["World 1"])
  expect(simulation.ended).toEqual([])
  await simulation.call("removeWorker", { name: "worker-1", mode: "stop" })
  await simulation.gone("worker-1")
})

test("a stopped worker gives the reply it has in hand and goes; an idle one goes at once", async () => {
  using dealer = await bindDealer()
  const clock = new HeldClock(SERVICE_MS)
  await using simulation = await startSimulation({ backend: dealer.endpoint }, clock)
  await simulation.call("spawnWorkers", { count: 1, behaviour: SLOW })
  await dealer.request("Hello 1 from client-1")
  await eventually(() => clock.held === 1, "the request in service")
  await simulation.call("spawnWorkers", { count: 1, behaviour: SLOW })
  await simulation.call("removeWorker", { name: "worker-1", mode: "stop" })
  await simulation.call("removeWorker", { name: "worker-2", mode: "stop" })
  await simulation.gone("worker-2")
  await simulation.worker("worker-1", (worker) => worker.state === "stopping")
  clock.release()
  expect(await dealer.reply()).toBe("World 1 from worker-1")
  await simulation.gone("worker-1")
  expect(simulation.ended.map(({ name, why }) => `${name} ${why}`)).toEqual([
    "worker-2 stopped",
    "worker-1 stopped",
  ])
})

test("a killed worker is gone in mid-request", async () => {
  using dealer = await bindDealer()
  const clock = new HeldClock(SERVICE_MS)
  await using simulation = await startSimulation({ backend: dealer.endpoint }, clock)
  await simulation.call("spawnWorkers", { count: 1, behaviour: SLOW })
  await dealer.request("lost")
  await eventually(() => clock.held === 1, "the request in service")
  await simulation.call("removeWorker", { name: "worker-1", mode: "kill" })
  expect(simulation.ended).toEqual([
    { type: "ended", kind: "worker", name: "worker-1", why: "killed" },
  ])
  await dealer.deserted()
  await simulation.call("spawnWorkers", { count: 1, behaviour: QUICK })
  await dealer.request("Hello")
  expect(await dealer.reply()).toBe("World")
})
