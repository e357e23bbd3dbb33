import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { answerCall, Caller, type CallMap, type Handlers } from "@zmqscope/protocol"

/** A process of its own that answers calls over IPC. Disposing it ends it. */
export interface Child<M extends CallMap> extends AsyncDisposable {
  readonly pid: number
  readonly process: ChildProcess
  /** Rejects with CallError, `gone` when the process has ended. */
  call<N extends keyof M & string>(name: N, params: M[N]["params"]): Promise<M[N]["result"]>
}

/** Forks a module by its URL; `withPipe` gives it one more pipe to write to, on fd 4. */
export async function forkChild<M extends CallMap>(
  url: URL | string,
  { withPipe = false }: { readonly withPipe?: boolean } = {},
): Promise<Child<M>> {
  const child = fork(fileURLToPath(url), {
    stdio: ["ignore", "inherit", "inherit", "ipc", ...(withPipe ? ["pipe" as const] : [])],
  })
  const exited = once(child, "exit")
  // What cannot be sent any more is answered by the exit.
  const caller = new Caller<M>((message) => child.send(message, () => {}))
  child.on("message", (message) => caller.accept(message))
  child.on("exit", () => caller.close("the process has ended"))
  await once(child, "spawn")
  return {
    pid: child.pid ?? 0,
    process: child,
    call: (name, params) => caller.call(name, params),
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect()
      await exited
    },
  }
}

/** The child's side: answers calls until its parent lets go of it, and ends then. */
export function serveCalls<M extends CallMap>(handlers: Handlers<M>): void {
  process.on("message", (message) => {
    void answerCall(handlers, message, (answer) => process.send?.(answer))
  })
  process.on("disconnect", () => process.exit(0))
}
