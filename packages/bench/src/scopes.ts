import { setTimeout as wait } from "node:timers/promises"
import { StreamCheck } from "@zmqscope/metrics"
import type { ClientBehaviour, WorkerBehaviour } from "@zmqscope/protocol"
import { BINARY_SUBPROTOCOL, decodeBatch } from "@zmqscope/protocol"
import { decodeStreamMessage } from "@zmqscope/protocol/schemas"
import { startPlainProxy, startZmqscope } from "@zmqscope/testkit"
import { WebSocket } from "ws"
import { callApi } from "./api.js"
import { type Findings, progress, runCommand } from "./command.js"
import { residentBytes } from "./resident-bytes.js"
import { formatNumber, formatTable } from "./table.js"

/** Three brokers of one server under load, one of them killed again and again: what the others miss. */
const DEFAULTS = {
  minutes: 10,
  /** Seconds between two kills of the second broker's process. */
  kill: 60,
  /** Of each broker. */
  clients: 8,
  workers: 4,
}
type Options = typeof DEFAULTS

const KILLED = "payments"
const NAMES = ["orders", KILLED, "legacy"] as const
const CLIENT: ClientBehaviour = {
  pace: { mode: "think", meanMs: 20 },
  sizeBytes: 64,
  timeoutMs: 10_000,
  retries: 100,
}
const WORKER: WorkerBehaviour = {
  serviceTime: { distribution: "log-normal", medianMs: 5, sigma: 0.5 },
  failure: { mode: "none" },
}
/** What is read of each broker's own status. */
interface Told {
  readonly tap: { readonly missed: number; readonly misheard: number }
  readonly foldDiscrepancies: number
  readonly children: Readonly<
    Record<"broker" | "simulator", { readonly pid: number | null; readonly restarts: number }>
  >
}

await runCommand("scopes", DEFAULTS, measureScopes)

async function measureScopes({ minutes, kill, clients, workers }: Options): Promise<Findings> {
  await using proxy = await startPlainProxy()
  const attach = ["--attach-frontend", proxy.frontend, "--attach-backend", proxy.backend]
  const brokers = [
    "--broker",
    "orders",
    "--broker",
    KILLED,
    "--engine",
    "libzmq",
    "--broker",
    "legacy",
  ]
  await using zmqscope = await startZmqscope({ args: ["--empty", ...brokers, ...attach] })
  const { url, pid } = zmqscope
  const watched = NAMES.map((name) => ({ name, check: follow(url, name) }))
  for (const name of NAMES) {
    await callApi("POST", `${url}/api/brokers/${name}/workers`, {
      count: workers,
      behaviour: WORKER,
    })
    await callApi("POST", `${url}/api/brokers/${name}/clients`, {
      count: clients,
      behaviour: CLIENT,
    })
  }
  const endsAt = performance.now() + minutes * 60_000
  const early = await memoryOf(url, pid)
  let kills = 0
  while (performance.now() < endsAt) {
    await wait(Math.min(kill * 1000, Math.max(0, endsAt - performance.now())))
    if (performance.now() >= endsAt) break
    const { children } = await statusOf(url, KILLED)
    if (children.broker.pid === null) continue
    process.kill(children.broker.pid, "SIGKILL")
    kills += 1
    progress(`${KILLED} was killed, ${kills}`)
  }
  const rows = await Promise.all(
    watched.map(async ({ name, check }) => {
      const { tap, foldDiscrepancies, children } = await statusOf(url, name)
      const { records, runs, compared, missed } = check
      const faults = [...check.faults, ...told(tap, foldDiscrepancies)]
      return { name, records, runs, compared, missed, faults, restarts: children.broker.restarts }
    }),
  )
  return report(rows, kills, early, await memoryOf(url, pid))
}

function told({ missed, misheard }: Told["tap"], foldDiscrepancies: number): string[] {
  const counts = { missed, misheard, foldDiscrepancies }
  return Object.entries(counts).flatMap(([what, count]) =>
    count > 0 ? [`the server says ${what}: ${count}`] : [],
  )
}

interface Row {
  readonly name: string
  readonly records: number
  readonly runs: number
  readonly compared: number
  readonly missed: number
  readonly faults: readonly string[]
  readonly restarts: number
}

function report(
  rows: readonly Row[],
  kills: number,
  early: Readonly<Record<string, number>>,
  late: Readonly<Record<string, number>>,
): Findings {
  const isMet = rows.every(
    ({ name, missed, faults, runs }) =>
      missed === 0 && faults.length === 0 && runs === (name === KILLED ? kills + 1 : 1),
  )
  const text = [
    formatTable(
      ["broker", "records", "missed", "faults", "checkpoints equal", "runs", "restarts"],
      rows.map(({ name, records, missed, faults, compared, runs, restarts }) =>
        [name, records, missed, faults.length, compared, runs, restarts].map((figure) =>
          typeof figure === "string" ? figure : formatNumber(figure, 0),
        ),
      ),
    ),
    ...rows.flatMap(({ name, faults }) => faults.map((fault) => `${name}: ${fault}`)),
    "",
    formatTable(
      ["resident MiB", "at first", "at last"],
      Object.entries(late).map(([name, bytes]) => [
        name,
        formatNumber((early[name] ?? Number.NaN) / 2 ** 20, 1),
        formatNumber(bytes / 2 ** 20, 1),
      ]),
    ),
    "",
    `${KILLED} was killed ${kills} times; no record missed, no fault, and no other restarted: ${isMet ? "met" : "not met"}`,
  ].join("\n")
  return { text, data: { rows, kills, early, late, isMet } }
}

/** A viewer of one broker that checks all it gets. */
function follow(url: string, name: string): StreamCheck {
  const check = new StreamCheck()
  const tap = `${url.replace("http", "ws")}/api/brokers/${name}/tap`
  const socket = new WebSocket(tap, BINARY_SUBPROTOCOL)
  socket.on("message", (data: Buffer, isBinary: boolean) => {
    if (isBinary) {
      const batch = decodeBatch(data)
      if (!batch.ok) throw new Error(batch.reason)
      check.batch(batch.value)
    } else {
      const message = decodeStreamMessage(data.toString())
      if (!message.ok) throw new Error(message.reason)
      check.message(message.value)
    }
  })
  return check
}

async function statusOf(url: string, name: string): Promise<Told> {
  const answer = await fetch(`${url}/api/brokers/${name}/status`)
  return answer.json() as Promise<Told>
}

/** Resident bytes of every process, by name. */
async function memoryOf(url: string, pid: number): Promise<Record<string, number>> {
  const memory: Record<string, number> = { server: residentBytes(pid) }
  for (const name of NAMES) {
    const { children } = await statusOf(url, name)
    for (const [child, { pid: childPid }] of Object.entries(children)) {
      if (childPid !== null) memory[`${name} ${child}`] = residentBytes(childPid)
    }
  }
  return memory
}
