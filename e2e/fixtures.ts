import {
  type APIRequestContext,
  type BrowserContext,
  test as base,
  expect,
  request as requests,
} from "@playwright/test"
import { Dashboard, ServerApi } from "@zmqscope/page-object"
import type { ClientBehaviour, WorkerBehaviour } from "@zmqscope/protocol"
import { startZmqscope, type Zmqscope } from "@zmqscope/testkit"
import { drawFewerFrames, PAUSE_MS } from "./fewer-frames.js"

interface Options {
  /** Arguments of the command, besides its ports. */
  readonly args: readonly string[]
  /**
   * Shares one server, started with `--empty`, with other tests of the same Playwright worker. It is
   * reset after each: no peers, dealt as in the beginning. Numbers, totals, markers and history go
   * on, and no name is given twice.
   */
  readonly shared: boolean
  /** Pages draw as often as the browser can, where motion is what is tested. */
  readonly everyFrame: boolean
  /** Complaints of the page that the test itself brings about. */
  readonly expectedComplaints: readonly RegExp[]
}

interface WorkerFixtures {
  /** Starts it when it is asked for first. */
  readonly sharedZmqscope: () => Promise<Zmqscope>
}

interface Fixtures {
  readonly zmqscope: Zmqscope
  readonly dashboard: Dashboard
  readonly simulator: Simulator
  readonly complaints: readonly string[]
}

/** A running server, a page object, and an eye on what the browser complains of. */
export const test = base.extend<Options & Fixtures, WorkerFixtures>({
  args: [["--empty"], { option: true }],
  shared: [false, { option: true }],
  everyFrame: [false, { option: true }],
  expectedComplaints: [[], { option: true }],

  context: async ({ context, everyFrame }, use) => {
    if (!everyFrame) await context.addInitScript(drawFewerFrames, PAUSE_MS)
    await use(context)
  },

  sharedZmqscope: [
    // Playwright reads off the pattern what a fixture needs, and takes nothing but a pattern.
    async ({ browserName: _browserName }, use) => {
      let starting: Promise<Zmqscope> | undefined
      await use(() => {
        starting ??= startZmqscope({ args: ["--empty"] })
        return starting
      })
      await (await starting)?.[Symbol.asyncDispose]()
    },
    { scope: "worker" },
  ],

  zmqscope: async ({ args, context, shared, sharedZmqscope }, use) => {
    if (shared) {
      const zmqscope = await sharedZmqscope()
      await use(zmqscope)
      await closePages(context)
      await leaveClean(zmqscope.url)
      return
    }
    await using zmqscope = await startZmqscope({ args })
    await use(zmqscope)
    // Before the server ends, or pages complain of that.
    await closePages(context)
  },

  dashboard: async ({ page }, use) => {
    await use(new Dashboard(page))
  },

  simulator: async ({ request, zmqscope }, use) => {
    await use(new Simulator(request, zmqscope.url))
  },

  // Every test: no page may log an error, throw one, or have a request fail.
  complaints: [
    async ({ context, expectedComplaints }, use) => {
      const complaints: string[] = []
      context.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") {
          complaints.push(`console ${message.type()}: ${message.text()}`)
        }
      })
      context.on("weberror", (error) => complaints.push(`uncaught: ${error.error().message}`))
      context.on("requestfailed", (request) => {
        const why = request.failure()?.errorText ?? ""
        // Its page has left, as a test made it: nobody waits for the answer.
        if (why !== "net::ERR_ABORTED") complaints.push(`failed: ${request.url()} ${why}`)
      })
      context.on("response", (response) => {
        if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`)
      })
      await use(complaints)
      const unexpected = complaints.filter(
        (complaint) => !expectedComplaints.some((pattern) => pattern.test(complaint)),
      )
      expect(unexpected, "what the browser complained of").toEqual([])
    },
    { auto: true },
  ],
})

async function closePages(context: BrowserContext): Promise<void> {
  for (const page of context.pages()) await page.close()
}

/** Waits until the test's own peers have gone, and resets what is left. */
async function leaveClean(url: string): Promise<void> {
  const request = await requests.newContext()
  const api = new ServerApi(request, url)
  const outsiders = async () => {
    const peers = [...(await api.workers()), ...(await api.clients())]
    return peers.filter(({ simulated }) => !simulated).map(({ name }) => name)
  }
  await expect.poll(outsiders).toEqual([])
  await api.reset()
  await request.dispose()
}

/** As `test`, on a server that is shared: {@link Options.shared}. */
export const sharedTest = test.extend({ shared: true })

/** Simulated peers with a behaviour that a test has planned, by the server's REST interface. */
export class Simulator {
  readonly #api: ServerApi

  constructor(request: APIRequestContext, url: string) {
    this.#api = new ServerApi(request, url)
  }

  spawnClients(count: number, behaviour = PATIENT_CLIENT): Promise<readonly string[]> {
    return this.#api.spawnClients(count, behaviour)
  }

  spawnWorkers(count: number, behaviour = FAST_WORKER): Promise<readonly string[]> {
    return this.#api.spawnWorkers(count, behaviour)
  }

  killWorker(name: string): Promise<void> {
    return this.#api.kill("worker", name)
  }
}

/** Asks once and waits: it never gives up within a test. */
export const PATIENT_CLIENT: ClientBehaviour = {
  pace: { mode: "think", meanMs: 20 },
  sizeBytes: 64,
  timeoutMs: 600_000,
  retries: 0,
}

const FAST_WORKER: WorkerBehaviour = {
  serviceTime: { distribution: "fixed", ms: 5 },
  failure: { mode: "none" },
}

/** Keeps what it is given for longer than a test lasts. */
export const STUCK_WORKER: WorkerBehaviour = {
  serviceTime: { distribution: "fixed", ms: 60_000 },
  failure: { mode: "hang", probability: 1 },
}

/** Holds back what awaits `opened`. */
export function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}

export { expect }
