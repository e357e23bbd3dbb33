import { type AnswerMessage, answerCall, Caller } from "@zmqscope/protocol"
import { eventually } from "@zmqscope/testkit"
import type {
  EndedMessage,
  IntendedMessage,
  RosterClient,
  RosterMessage,
  RosterWorker,
  SimulatorCalls,
  SimulatorMessage,
} from "../src/calls.js"
import type { Clock } from "../src/clock.js"
import { Simulator } from "../src/simulator.js"

export interface Simulation extends AsyncDisposable {
  call: Caller<SimulatorCalls>["call"]
  readonly ended: readonly EndedMessage[]
  readonly rosters: readonly RosterMessage[]
  readonly intended: readonly IntendedMessage[]
  /** Waits until the latest roster has such a client. */
  client(name: string, is: (client: RosterClient) => boolean): Promise<RosterClient>
  worker(name: string, is: (worker: RosterWorker) => boolean): Promise<RosterWorker>
  /** Waits until the latest roster has none of the name. */
  gone(name: string): Promise<true>
}

/** Nobody listens there. */
export const NOWHERE = "tcp://127.0.0.1:1"

/** A simulator in this process, called as over IPC; all that passes is cloned as there. */
export async function startSimulation(
  {
    frontend = NOWHERE,
    backend = NOWHERE,
    token,
  }: { frontend?: string; backend?: string; token?: string },
  clock?: Clock,
): Promise<Simulation> {
  const ended: EndedMessage[] = []
  const rosters: RosterMessage[] = []
  const intended: IntendedMessage[] = []
  const take = (message: SimulatorMessage) => {
    if (message.type === "ended") ended.push(message)
    else if (message.type === "roster") rosters.push(message)
    else intended.push(message)
  }
  const simulator = new Simulator((message) => take(structuredClone(message)), clock)
  const answer = (message: AnswerMessage) => void caller.accept(structuredClone(message))
  const caller = new Caller<SimulatorCalls>((message) => {
    void answerCall(simulator.handlers, structuredClone(message), answer)
  })
  await caller.call("start", { frontend, backend, seed: 1, ...(token && { token }) })
  return {
    call: (name, params) => caller.call(name, params),
    ended,
    rosters,
    intended,
    client: (name, is) =>
      eventually(() => find(rosters.at(-1)?.clients, name, is), `${name} in the roster`),
    worker: (name, is) =>
      eventually(() => find(rosters.at(-1)?.workers, name, is), `${name} in the roster`),
    gone: (name) =>
      eventually(() => {
        const roster = rosters.at(-1)
        return (
          roster !== undefined &&
          ![...roster.clients, ...roster.workers].some((peer) => peer.name === name)
        )
      }, `${name} gone from the roster`),
    async [Symbol.asyncDispose]() {
      await caller.call("shutdown", {})
    },
  }
}

function find<P extends { readonly name: string }>(
  peers: readonly P[] | undefined,
  name: string,
  is: (peer: P) => boolean,
): P | undefined {
  return peers?.find((peer) => peer.name === name && is(peer))
}
