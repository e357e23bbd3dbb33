import { AxeBuilder } from "@axe-core/playwright"
import { type APIRequestContext, test as base, expect, type Page } from "@playwright/test"
import type {
  ClientBehaviour,
  SpawnClients,
  SpawnWorkers,
  WorkerBehaviour,
} from "@zmqscope/protocol"
import { startZmqscope, type Zmqscope } from "@zmqscope/testkit"
import { Dashboard } from "./dashboard.js"

interface Options {
  /** Arguments of the command, besides its ports. */
  readonly args: readonly string[]
  /** Complaints of the page that the test itself brings about. */
  readonly expectedComplaints: readonly RegExp[]
}

interface Fixtures {
  readonly zmqscope: Zmqscope
  readonly dashboard: Dashboard
  readonly simulator: Simulator
  readonly complaints: readonly string[]
}

/** A server of its own for each test, a page object, and an eye on what the browser complains of. */
export const test = base.extend<Options & Fixtures>({
  args: [["--empty"], { option: true }],
  expectedComplaints: [[], { option: true }],

  zmqscope: async ({ args, context }, use) => {
    await using zmqscope = await startZmqscope({ args })
    await use(zmqscope)
    // Before the server ends, or pages complain of that.
    for (const page of context.pages()) await page.close()
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
        complaints.push(`failed: ${request.url()} ${request.failure()?.errorText ?? ""}`)
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

/** Simulated peers with a behaviour that a test has planned, by the server's REST interface. */
export class Simulator {
  readonly #request: APIRequestContext
  readonly #url: string

  constructor(request: APIRequestContext, url: string) {
    this.#request = request
    this.#url = url
  }

  spawnClients(count: number, behaviour: ClientBehaviour = PATIENT_CLIENT): Promise<void> {
    return this.#post("clients", { count, behaviour })
  }

  spawnWorkers(count: number, behaviour: WorkerBehaviour = FAST_WORKER): Promise<void> {
    return this.#post("workers", { count, behaviour })
  }

  async killWorker(name: string): Promise<void> {
    const answer = await this.#request.delete(
      new URL(`/api/workers/${name}?mode=kill`, this.#url).href,
    )
    expect(answer.ok(), await answer.text()).toBe(true)
  }

  async #post(kind: "clients" | "workers", data: SpawnClients | SpawnWorkers): Promise<void> {
    const answer = await this.#request.post(new URL(`/api/${kind}`, this.#url).href, { data })
    expect(answer.status(), await answer.text()).toBe(201)
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

/**
 * Everything that axe finds.
 * @param within a selector: looks at nothing else, as nobody can while a dialog is open
 */
export async function violations(page: Page, within = "html") {
  const { violations: found } = await new AxeBuilder({ page })
    // Else axe opens pages of its own, to look into frames of other origins: there are none.
    .setLegacyMode()
    .include(within)
    .options({
      resultTypes: ["violations"],
      preload: false,
      // WCAG 2.5.3: what is read on a control can be said to it. Off by itself, as experimental.
      rules: { "label-content-name-mismatch": { enabled: true } },
    })
    .analyze()
  return found
}

/** What axe finds that keeps somebody out, each with the elements it is at. */
export async function findings(page: Page, within?: string): Promise<readonly string[]> {
  const found = await violations(page, within)
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `${id} (${help}): ${nodes.map((node) => node.html).join(" ")}`)
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
