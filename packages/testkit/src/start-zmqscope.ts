import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"

/** How the command ended. */
export interface ZmqscopeExit {
  /** Null when a signal ended it. */
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** The last of what it wrote to its standard error. */
  readonly stderr: string
}

/** The real command, running on ports of its own. Disposing ends it (SIGTERM) and waits for it. */
export interface Zmqscope extends AsyncDisposable {
  readonly pid: number
  /** Of the dashboard: `http://127.0.0.1:PORT`. */
  readonly url: string
  /** Endpoint of clients: `tcp://127.0.0.1:PORT`. */
  readonly frontend: string
  /** Endpoint of workers: `tcp://127.0.0.1:PORT`. */
  readonly backend: string
  /** The ports of all three, to start another one on after it. */
  readonly ports: ZmqscopePorts
  /** Every line it wrote to its standard output. */
  readonly stdout: readonly string[]
  /** The last of what it has written to its standard error so far. */
  readonly stderr: string
  /** Settles when it has ended. */
  readonly exited: Promise<ZmqscopeExit>
  signal(name: NodeJS.Signals): void
}

export interface ZmqscopePorts {
  readonly http: number
  readonly frontend: number
  readonly backend: number
}

export interface ZmqscopeStart {
  /** Options of the command, besides its ports. */
  readonly args?: readonly string[]
  /** Free ones when left out. */
  readonly ports?: ZmqscopePorts
  /** What its environment has besides this process's. */
  readonly env?: Readonly<Record<string, string>>
}

const FREE_PORTS: ZmqscopePorts = { http: 0, frontend: 0, backend: 0 }
const MAX_STDERR_CHARACTERS = 65_536
const MAX_LINES = 1_000
const READY = /^Listening on (http:\S+)$/
/** Printed before it when the server is open to the network. */
const TOKEN = /\?token=([0-9a-f]+)$/

/** Runs the built command to its end, for what it does instead of starting. */
export async function runZmqscope(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ZmqscopeExit & { readonly stdout: readonly string[] }> {
  const { exited, stdout } = launch(args, env)
  return { ...(await exited), stdout }
}

/**
 * Starts the built command and waits for its readiness line. Rejects, with what it wrote, when it
 * ends before it is ready.
 */
export async function startZmqscope({
  args = [],
  ports = FREE_PORTS,
  env = {},
}: ZmqscopeStart = {}): Promise<Zmqscope> {
  const portArgs = [
    ["--http-port", ports.http],
    ["--frontend-port", ports.frontend],
    ["--backend-port", ports.backend],
  ].flatMap(([name, port]) => [String(name), String(port)])
  const { child, exited, stdout, stderr, ready } = launch([...portArgs, ...args], env)
  const url = await Promise.race([ready, exited.then(endedEarly)])
  const token = stdout.map((line) => TOKEN.exec(line)?.[1]).find((found) => found !== undefined)
  const { frontend, backend } = await endpointsOf(url, token).catch((error: unknown) => {
    child.kill("SIGTERM")
    throw error
  })
  return {
    pid: child.pid ?? 0,
    url,
    frontend,
    backend,
    ports: { http: portOf(url), frontend: portOf(frontend), backend: portOf(backend) },
    stdout,
    get stderr() {
      return stderr()
    },
    exited,
    signal: (name) => void child.kill(name),
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM")
      await exited
    },
  }
}

function portOf(address: string): number {
  return Number(address.slice(address.lastIndexOf(":") + 1))
}

function endedEarly({ code, signal, stderr }: ZmqscopeExit): never {
  throw new Error(`zmqscope ended (${signal ?? code}) before it was ready: ${stderr}`)
}

async function endpointsOf(
  url: string,
  token = "",
): Promise<{ frontend: string; backend: string }> {
  const headers = { authorization: `Bearer ${token}` }
  const answer = await fetch(`${url}/api/status`, { headers })
  const status: unknown = await answer.json()
  if (!hasEndpoints(status)) throw new Error(`/api/status answered ${answer.status}`)
  return status.endpoints
}

function hasEndpoints(
  value: unknown,
): value is { endpoints: { frontend: string; backend: string } } {
  return typeof value === "object" && value !== null && "endpoints" in value
}

/** As `npm start` has it: what V8 takes by itself grows for as long as the server runs. */
const YOUNG_GENERATION = "--max-semi-space-size=4"

function launch(args: readonly string[], env: Readonly<Record<string, string>>) {
  const path = fileURLToPath(new URL("../../../apps/server/dist/main.js", import.meta.url))
  const child = spawn(process.execPath, [YOUNG_GENERATION, path, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  })
  const { stdout, ready } = watchStdout(child)
  const stderr = watchStderr(child)
  const exited = once(child, "close").then(
    ([code, signal]): ZmqscopeExit => ({ code, signal, stderr: stderr() }),
  )
  return { child, exited, stdout, stderr, ready }
}

function watchStdout({ stdout }: ChildProcess) {
  const lines: string[] = []
  const ready = new Promise<string>((resolve) => {
    if (stdout === null) return
    createInterface({ input: stdout }).on("line", (line) => {
      if (lines.length < MAX_LINES) lines.push(line)
      const url = READY.exec(line)?.[1]
      if (url !== undefined) resolve(url)
    })
  })
  return { stdout: lines, ready }
}

function watchStderr({ stderr }: ChildProcess): () => string {
  let text = ""
  stderr?.on("data", (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-MAX_STDERR_CHARACTERS)
  })
  return () => text
}
