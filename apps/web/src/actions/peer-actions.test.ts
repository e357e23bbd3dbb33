import { ValueStore } from "@zmqscope/model"
import type { BrokerSettings, Client, Worker } from "@zmqscope/protocol"
import { quietClient as client, emptySnapshot, idleWorker } from "@zmqscope/testkit/samples"
import { beforeEach, describe, expect, it } from "vitest"
import { ApiClient } from "../api/index.js"
import { BrokerActions } from "./broker-actions.js"
import type { DialogStore, OpenDialog } from "./dialogs.js"
import { PeerActions } from "./peer-actions.js"
import { PRESETS } from "./presets.js"
import { Teller, type ToastAction } from "./teller.js"

const STEADY = {
  serviceTime: { distribution: "fixed", ms: 5 },
  failure: { mode: "none" },
} as const

const worker = (name: string, over: Partial<Worker> = {}) =>
  idleWorker(name, { behaviour: STEADY, ...over })

describe("PeerActions", () => {
  let asked: string[]
  let bodies: string[]
  let told: string[]
  let toastActions: (ToastAction | undefined)[]
  let dialogs: DialogStore
  let workers: Worker[]
  let clients: Client[]
  let settings: BrokerSettings
  let obstacle: string | null
  let actions: PeerActions
  let broker: BrokerActions

  beforeEach(() => {
    asked = []
    bodies = []
    told = []
    toastActions = []
    dialogs = new ValueStore<OpenDialog | null>(null)
    workers = []
    clients = []
    settings = emptySnapshot().settings
    obstacle = null
    const snapshot = () => emptySnapshot({ settings, clients, workers })
    const api = new ApiClient(async (path, init) => {
      asked.push(`${init.method} ${path}`)
      if (typeof init.body === "string") bodies.push(init.body)
      if (path.includes("gone")) return new Response(null, { status: 404 })
      if (init.method === "POST") return Response.json([{ name: "worker-9" }], { status: 201 })
      return new Response(null, { status: 204 })
    })
    const teller = new Teller({
      toaster: {
        success: (text, action) => {
          told.push(text)
          toastActions.push(action)
        },
        failure: (text) => told.push(`failed: ${text}`),
      },
      obstacle: () => obstacle,
    })
    broker = new BrokerActions({ api, teller, snapshot })
    actions = new PeerActions({ api, dialogs, teller, snapshot, random: () => 0.99 })
  })

  /** Lets everything that was asked of the server be answered. */
  async function settle(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
  }

  function question() {
    const dialog = dialogs.get()
    if (dialog?.type !== "confirm") throw new Error("nothing was asked")
    return dialog.question
  }

  it("kills an idle worker at once, and offers to spawn one like it", async () => {
    actions.remove({ kind: "worker", peer: worker("worker-1") }, "kill")
    await settle()
    expect(asked).toEqual(["DELETE /api/workers/worker-1?mode=kill"])
    expect(told).toEqual(["Killed worker-1"])
    toastActions[0]?.run()
    await settle()
    expect(asked[1]).toBe("POST /api/workers")
    expect(told[1]).toBe("Spawned worker-9")
  })

  it("says how many requests would be lost before it kills a worker that has some", async () => {
    workers = [worker("worker-1", { outstanding: 36 })]
    actions.remove({ kind: "worker", peer: worker("worker-1") }, "kill")
    expect(asked).toEqual([])
    expect(question()).toMatchObject({ title: "Kill worker-1?", confirm: "Kill" })
    expect(question().describe()).toBe("36 requests in hand would be lost.")
    question().onConfirm()
    await settle()
    expect(asked).toEqual(["DELETE /api/workers/worker-1?mode=kill"])
  })

  it("asks by what a worker has in hand now, not by what it had when it was shown", () => {
    workers = [worker("worker-1", { outstanding: 30 })]
    actions.remove({ kind: "worker", peer: worker("worker-1") }, "kill")
    expect(asked).toEqual([])
    expect(question().describe()).toBe("30 requests in hand would be lost.")
  })

  it("says that requests are queued again where the broker does so", () => {
    settings = { ...settings, onWorkerLoss: "requeue" }
    workers = [worker("worker-1", { outstanding: 1 })]
    actions.remove({ kind: "worker", peer: worker("worker-1") }, "kill")
    expect(question().describe()).toBe("1 request in hand would go back to the head of the queue.")
  })

  it("asks by what goes on while it is asked, and has nothing to do once the worker has gone", () => {
    workers = [worker("worker-1", { outstanding: 3 })]
    actions.remove({ kind: "worker", peer: worker("worker-1") }, "kill")
    workers = [worker("worker-1", { outstanding: 5 })]
    expect(question().describe()).toBe("5 requests in hand would be lost.")
    expect(question().isMoot()).toBe(false)
    workers = []
    expect(question().isMoot()).toBe(true)
  })

  it("says of a worker that went by itself that it had gone, and offers no other", async () => {
    actions.remove({ kind: "worker", peer: worker("gone") }, "kill")
    await settle()
    expect(told).toEqual(["gone had gone already"])
    expect(toastActions).toEqual([undefined])
  })

  it("counts as killed only those that it killed", async () => {
    workers = [worker("worker-1"), worker("gone")]
    actions.removeAll("worker", "kill")
    question().onConfirm()
    await settle()
    expect(told).toEqual(["Killed 1 worker; 1 had gone already"])
    expect(toastActions).toEqual([undefined])
  })

  it("does nothing while nothing can be done, and says why", async () => {
    obstacle = "The broker is restarting."
    workers = [worker("worker-1", { outstanding: 3 })]
    actions.order("worker", 1)
    actions.killRandomWorker()
    actions.removeAll("worker", "stop")
    broker.togglePause()
    await settle()
    expect([asked, dialogs.get()]).toEqual([[], null])
    expect(told).toEqual(Array(4).fill("failed: The broker is restarting."))
  })

  it("stops a busy worker without asking: nothing is lost", async () => {
    actions.remove({ kind: "worker", peer: worker("worker-1", { outstanding: 36 }) }, "stop")
    await settle()
    expect(asked).toEqual(["DELETE /api/workers/worker-1?mode=stop"])
  })

  it("asks for an external worker in the words that the answer has", () => {
    const peer = worker("go-box", { simulated: false, behaviour: null, outstanding: 2 })
    actions.remove({ kind: "worker", peer }, "kill")
    expect(question()).toMatchObject({ title: "Disconnect go-box?", confirm: "Disconnect" })
  })

  it("asks before it disconnects an external client that waits, and not one that does not", async () => {
    const peer = client("python", { simulated: false, behaviour: null, outstanding: 2 })
    clients = [peer]
    actions.remove({ kind: "client", peer }, "kill")
    expect(question()).toMatchObject({ title: "Disconnect python?", confirm: "Disconnect" })
    expect(question().describe()).toBe("It waits for 2 replies, which it would not get.")
    expect(asked).toEqual([])
    clients = [{ ...peer, outstanding: 0 }]
    actions.remove({ kind: "client", peer }, "kill")
    await settle()
    expect(told).toEqual(["Disconnected python"])
  })

  it("offers nothing in place of an external worker it disconnected", async () => {
    const peer = worker("go-box", { simulated: false, behaviour: null })
    actions.remove({ kind: "worker", peer }, "kill")
    await settle()
    expect(told).toEqual(["Disconnected go-box"])
    expect(toastActions).toEqual([undefined])
  })

  it("asks before it takes all simulated peers down, shows how far it is, and sums up", async () => {
    clients = [client("client-1"), client("client-2"), { ...client("python"), simulated: false }]
    const shown: number[] = []
    const { progress } = actions
    progress.subscribe(() => shown.push(progress.get("client")?.through ?? -1))
    actions.removeAll("client", "kill")
    expect(question().title).toBe("Kill 2 simulated clients?")
    question().onConfirm()
    await settle()
    expect(asked.toSorted()).toEqual([
      "DELETE /api/clients/client-1?mode=kill",
      "DELETE /api/clients/client-2?mode=kill",
    ])
    expect(told).toEqual(["Killed 2 clients"])
    expect(shown).toEqual([0, 1, 2, -1])
  })

  it("offers to spawn the like of all it took down, each behaviour by itself", async () => {
    const slow = { ...STEADY, serviceTime: { distribution: "fixed", ms: 50 } } as const
    workers = [worker("worker-1"), worker("worker-2", { behaviour: slow }), worker("worker-3")]
    actions.removeAll("worker", "stop")
    question().onConfirm()
    await settle()
    bodies.length = 0
    toastActions.at(-1)?.run()
    await settle()
    expect(bodies.map((body) => JSON.parse(body))).toEqual([
      { count: 2, behaviour: STEADY },
      { count: 1, behaviour: slow },
    ])
  })

  it("takes a spawn back by stopping those that were spawned, as long as one is there", async () => {
    actions.order("worker", 1)
    await settle()
    expect(toastActions[0]?.isPossible()).toBe(false)
    workers = [worker("worker-9")]
    expect(toastActions[0]?.isPossible()).toBe(true)
    toastActions[0]?.run()
    await settle()
    expect(asked).toEqual(["POST /api/workers", "DELETE /api/workers/worker-9?mode=stop"])
    expect(told.at(-1)).toBe("1 worker goes again")
  })

  it("takes a change back", async () => {
    workers = [worker("worker-1")]
    await actions.change("worker", "worker-1", {
      ...STEADY,
      failure: { mode: "hang", probability: 1 },
    })
    toastActions[0]?.run()
    await settle()
    expect(JSON.parse(bodies[1] ?? "")).toEqual(STEADY)
  })

  it("spawns by its buttons what its dialog begins with", async () => {
    actions.order("client", 2)
    actions.order("worker", 1)
    await settle()
    expect(bodies.map((body) => JSON.parse(body))).toEqual([
      { count: 2, behaviour: PRESETS.client[0].behaviour },
      { count: 1, behaviour: PRESETS.worker[0].behaviour },
    ])
  })

  it("takes a pause back", async () => {
    broker.togglePause()
    await settle()
    toastActions[0]?.run()
    await settle()
    expect(bodies).toEqual(['{"paused":true}', '{"paused":false}'])
  })

  it("switches the dealing by one command, and nothing when it is so already", async () => {
    broker.switchDealing({ dealing: "dealer" }, "as before")
    broker.switchDealing({ dealing: "random" }, "by lot")
    await settle()
    expect(told).toEqual(["by lot"])
    toastActions[0]?.run()
    await settle()
    expect(bodies).toEqual(['{"dealing":"random"}', '{"dealing":"dealer"}'])
  })

  it("sets nothing but what was asked for, whatever the figures say of the rest", async () => {
    broker.switchDealing({ dealing: "random" }, "by lot")
    broker.switchDealing({ prefetch: 7 }, "seven")
    await settle()
    settings = { ...settings, dealing: "random", prefetch: 7 }
    toastActions[1]?.run()
    await settle()
    expect(bodies).toEqual(['{"dealing":"random"}', '{"prefetch":7}', '{"prefetch":1}'])
  })

  it("draws its random victim from the simulated workers that stay", async () => {
    workers = [
      worker("worker-1"),
      worker("worker-2"),
      worker("worker-3", { state: "stopping" }),
      worker("go-box", { simulated: false }),
    ]
    actions.killRandomWorker()
    await settle()
    expect(asked).toEqual(["DELETE /api/workers/worker-2?mode=kill"])
  })

  it("drains a worker, and says what is to be done about an external one", async () => {
    actions.remove({ kind: "worker", peer: worker("worker-1") }, "drain")
    actions.remove({ kind: "worker", peer: worker("go box", { simulated: false }) }, "drain")
    await settle()
    expect(asked).toEqual([
      "DELETE /api/workers/worker-1?mode=drain",
      "DELETE /api/workers/go%20box?mode=drain",
    ])
    expect(told[0]).toMatch("it goes once")
    expect(told[1]).toMatch("stop it once")
  })

  it("changes how requests are dealt, and takes it back", async () => {
    await broker.changeDealing({ dealing: "random" }, "Dealing is random")
    expect([asked, bodies, told]).toEqual([
      ["PATCH /api/broker"],
      ['{"dealing":"random"}'],
      ["Dealing is random"],
    ])
    toastActions[0]?.run()
    await settle()
    expect(bodies[1]).toBe('{"dealing":"dealer"}')
    expect(told[1]).toBe("Requests are dealt as before")
  })

  it("does nothing when there is nobody to kill", () => {
    actions.killRandomWorker()
    actions.removeAll("worker", "stop")
    expect([asked, dialogs.get()]).toEqual([[], null])
  })
})
