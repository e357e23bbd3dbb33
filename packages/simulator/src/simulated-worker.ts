import { assertUnreachable, type WorkerBehaviour, type WorkerPatch } from "@zmqscope/protocol"
import { checkServiceTime } from "./behaviour.js"
import { bodyOf } from "./body.js"
import type { EndedWhy, RosterWorker } from "./calls.js"
import { FailurePlan } from "./failure-plan.js"
import { FairWait } from "./fair-wait.js"
import { type RandomSource, randomSource } from "./random.js"
import { drawServiceTimeMs, serviceTimeOfRequestMs } from "./service-time.js"
import type { PeerSurroundings } from "./simulated-client.js"
import { WorkerSocket } from "./sockets.js"

/** How long the last reply of a stopped worker may take to leave its socket. */
const STOP_LINGER_MS = 1000

/** A REP worker: takes a request, works as long as its service time says, replies; or fails. */
export class SimulatedWorker {
  readonly name: string
  /** Settles once its socket is closed for good. */
  readonly ended: Promise<EndedWhy>
  readonly #onChange: () => void
  readonly #seed: number
  readonly #serviceRandom: RandomSource
  readonly #failureRandom: RandomSource
  readonly #service: FairWait
  readonly #socket: WorkerSocket
  readonly #killing = new AbortController()
  #behaviour: WorkerBehaviour
  #failures: FailurePlan
  #connected = false
  #ending: EndedWhy | undefined
  #inHand: "nothing" | "request" | "never" = "nothing"

  constructor(name: string, behaviour: WorkerBehaviour, surroundings: PeerSurroundings) {
    const { context, clock, seed, endpoint, token, onChange } = surroundings
    this.name = name
    this.#behaviour = checkServiceTime(behaviour)
    this.#onChange = onChange
    this.#seed = seed
    this.#serviceRandom = randomSource(seed, name, "service")
    this.#failureRandom = randomSource(seed, name, "failure")
    this.#service = new FairWait(clock)
    this.#failures = new FailurePlan(behaviour.failure, this.#failureRandom)
    this.#socket = new WorkerSocket(name, behaviour.weight ?? 1, {
      context,
      endpoint,
      token,
      onConnection: (connected) => {
        this.#connected = connected
        onChange()
      },
    })
    this.ended = this.#run()
  }

  get entry(): RosterWorker {
    const live = this.#connected ? "live" : "connecting"
    return {
      name: this.name,
      state: this.#ending === undefined ? live : "stopping",
      behaviour: this.#behaviour,
    }
  }

  /** Holds from the next request on. Throws CallError `invalid`. */
  change(patch: WorkerPatch): void {
    this.#behaviour = checkServiceTime({ ...this.#behaviour, ...patch })
    if (patch.failure !== undefined) {
      this.#failures = new FailurePlan(patch.failure, this.#failureRandom)
    }
    this.#onChange()
  }

  /** Ends after the reply to the request in hand; at once when there is none, or it hangs. */
  stop(): void {
    this.#ending ??= "stopped"
    if (this.#inHand !== "request") this.#close(STOP_LINGER_MS)
    this.#onChange()
  }

  kill(): void {
    this.#ending = "killed"
    this.#close(0)
  }

  async #run(): Promise<EndedWhy> {
    for (let number = 1; ; number += 1) {
      const request = await this.#socket.receive()
      if (request === undefined) return this.#ending ?? "stopped"
      const end = await this.#serve(request, number)
      if (end !== undefined) return end
    }
  }

  /** Gives why the worker has ended, or undefined when it goes on. */
  async #serve(request: readonly Uint8Array[], number: number): Promise<EndedWhy | undefined> {
    const fate = this.#failures.next()
    switch (fate.kind) {
      case "crash":
        this.#close(0)
        return "crashed"
      case "hang":
        this.#inHand = "never"
        await aborted(this.#killing.signal)
        return this.#ending
      case "serve":
        return this.#reply(request, number, fate.extraMs)
      default:
        return assertUnreachable(fate)
    }
  }

  async #reply(
    request: readonly Uint8Array[],
    number: number,
    extraMs: number,
  ): Promise<EndedWhy | undefined> {
    this.#inHand = "request"
    const serviceMs = this.#drawServiceMs(request)
    await this.#service.wait(serviceMs + extraMs, this.#killing.signal)
    const sizeBytes = request.reduce((sum, frame) => sum + frame.byteLength, 0)
    await this.#socket.send(bodyOf(`World ${number} from ${this.name}`, sizeBytes))
    this.#inHand = "nothing"
    if (this.#ending !== undefined) this.#close(STOP_LINGER_MS)
    return this.#ending
  }

  #drawServiceMs(request: readonly Uint8Array[]): number {
    const { serviceTime, drawnBy = "worker" } = this.#behaviour
    if (drawnBy === "worker") return drawServiceTimeMs(serviceTime, this.#serviceRandom)
    return serviceTimeOfRequestMs(this.#seed, Buffer.concat(request), serviceTime)
  }

  #close(lingerMs: number): void {
    this.#socket.close(lingerMs)
    this.#killing.abort()
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true })
  })
}
