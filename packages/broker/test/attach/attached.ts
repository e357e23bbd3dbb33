import { eventually, type PythonPeer, spawnPython } from "@zmqscope/testkit"
import type { Patience } from "../../src/attach/observer.js"
import type { Target } from "../../src/index.js"
import { BrokerFixture } from "../broker-fixture.js"
import { addressOf } from "../zmtp-peer.js"

/** A few ticks: for tests of what happens when nothing more comes. */
export const IMPATIENT: Patience = { requeueTicks: 2, abandonedTicks: 2, absentTicks: 2 }

export type BrokerKind = "loop" | "proxy" | "lru" | "router" | "majordomo"

/** Somebody else's broker, and a watch before it. */
export interface Attached extends AsyncDisposable {
  readonly broker: BrokerFixture
  readonly process: PythonPeer
  readonly target: Target
}

export async function attachToPython(kind: BrokerKind, patience?: Patience): Promise<Attached> {
  const process = await spawnPython("broker.py", [kind])
  const target = await targetOf(process)
  const broker = await attach(target, patience)
  return {
    broker,
    process,
    target,
    async [Symbol.asyncDispose]() {
      await broker[Symbol.asyncDispose]()
      await process[Symbol.asyncDispose]()
    },
  }
}

export function attach(target: Target, patience?: Patience): Promise<BrokerFixture> {
  return BrokerFixture.start({ target, ...(patience === undefined ? {} : { patience }) })
}

export function targetAt(frontend: string, backend: string): Target {
  return { frontend: addressOf(frontend), backend: addressOf(backend) }
}

export async function targetOf(process: PythonPeer): Promise<Target> {
  const ready = await eventually(() => process.lines[0], "the broker in Python")
  return targetAt(String(ready["frontend"]), String(ready["backend"]))
}

/** Its notices, each as `kind side`. */
export function kindsOf(broker: BrokerFixture): string[] {
  return broker.notices().map(({ kind, side }) => `${kind} ${side}`)
}
