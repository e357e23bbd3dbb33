import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { createInterface, type Interface } from "node:readline"
import { fileURLToPath } from "node:url"
import { findPython } from "@zmqscope/testkit"
import type { Carrier } from "./carrier.js"

export type PythonKind = "proxy" | "monitored-queue" | "poll-loop"

/** What pyzmq has, in a process of its own; monitored_queue with a consumer in another. */
export async function startPythonCarrier(kind: PythonKind): Promise<Carrier> {
  const carrier = await Script.start("carrier.py", kind)
  const { frontend = "", backend = "", tap } = await carrier.line<Endpoints>()
  if (tap === undefined) {
    return {
      frontend,
      backend,
      processes: { carrier: carrier.pid },
      [Symbol.asyncDispose]: () => carrier.end(),
    }
  }
  const consumer = await Script.start("tap_consumer.py", tap)
  return {
    frontend,
    backend,
    processes: { carrier: carrier.pid, consumer: consumer.pid },
    async tapped() {
      consumer.ask()
      return (await consumer.line<{ read: number }>()).read
    },
    async [Symbol.asyncDispose]() {
      await carrier.end()
      await consumer.end()
    },
  }
}

interface Endpoints {
  readonly frontend?: string
  readonly backend?: string
  readonly tap?: string
}

/** A script that answers with a line of JSON. */
class Script {
  readonly pid: number
  readonly #process: ChildProcess
  readonly #lines: AsyncIterator<string>

  static async start(name: string, argument: string): Promise<Script> {
    const path = fileURLToPath(new URL(`../../python/${name}`, import.meta.url))
    const child = spawn(await findPython(), ["-uB", path, argument], {
      stdio: ["pipe", "pipe", "inherit"],
    })
    await once(child, "spawn")
    return new Script(child, createInterface({ input: child.stdout }))
  }

  private constructor(child: ChildProcess, lines: Interface) {
    this.#process = child
    this.#lines = lines[Symbol.asyncIterator]()
    this.pid = child.pid ?? 0
  }

  ask(): void {
    this.#process.stdin?.write("\n")
  }

  async line<T>(): Promise<T> {
    const { done, value } = await this.#lines.next()
    if (done === true) throw new Error(`the script ended (${this.#process.exitCode})`)
    return JSON.parse(value)
  }

  async end(): Promise<void> {
    const exited = once(this.#process, "exit")
    if (this.#process.kill("SIGKILL")) await exited
  }
}
