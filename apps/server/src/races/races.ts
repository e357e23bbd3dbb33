import type { RaceAction, RaceOrder, Race as RaceState } from "@zmqscope/protocol"
import { ProblemError } from "../problem.js"
import { type Fault, InvalidInput } from "../validation.js"
import { type LaneBrokers, Race } from "./race.js"

/** Those before are forgotten. */
export const MAX_RACES = 20
/** The text of a request, by which its service time is drawn, stands in so many bytes. */
const TEXT_BYTES = 64

/** Races, the last ones; one at a time goes on, since each has the machine to itself. */
export class Races {
  readonly #brokers: LaneBrokers
  #races: Race[] = []
  #running: Promise<void> = Promise.resolve()
  #last = 0

  constructor(brokers: LaneBrokers) {
    this.#brokers = brokers
  }

  /** Begins one. Throws InvalidInput, and ProblemError while another goes on. */
  start(order: RaceOrder): RaceState {
    const faults = faultsOf(order)
    if (faults.length > 0) throw new InvalidInput(faults)
    const other = this.#races.find((race) => !race.isOver)
    if (other !== undefined) {
      const detail = `Race ${other.number} goes on, and two at once would slow each other down: wait for its end, or cancel it (DELETE /api/races/${other.number}).`
      throw new ProblemError(409, "race-goes-on", detail)
    }
    this.#last += 1
    const race = new Race(this.#last, order, this.#brokers)
    this.#races = [...this.#races, race].slice(-MAX_RACES)
    this.#running = race.run()
    return race.state()
  }

  /** The oldest first. */
  list(): RaceState[] {
    return this.#races.map((race) => race.state())
  }

  /** Throws ProblemError where there is none of this number. */
  get(number: number): Race {
    const race = this.#races.find((one) => one.number === number)
    if (race !== undefined) return race
    const detail = `There is no race ${number}: the last ${MAX_RACES} are kept, as long as the server runs. GET /api/races lists them.`
    throw new ProblemError(404, "unknown-race", detail)
  }

  async act(number: number, action: RaceAction): Promise<void> {
    const race = this.get(number)
    if (!race.isRunning) {
      const detail = `Race ${number} has nobody on its lanes just now, so nothing can be done to them: do it while a round goes on.`
      throw new ProblemError(409, "race-not-running", detail)
    }
    await race.act(action)
  }

  /** Resolves when its brokers have gone; what was measured stays. */
  async cancel(number: number): Promise<void> {
    this.get(number).cancel()
    await this.#running
  }

  async close(): Promise<void> {
    for (const race of this.#races) race.cancel()
    await this.#running
  }
}

function faultsOf({ workers, clients, schedule, seconds }: RaceOrder): Fault[] {
  const faults: Fault[] = []
  const drawnBy = workers.some((worker) => worker.drawnBy === "request")
  if (drawnBy && clients.behaviour.sizeBytes < TEXT_BYTES) {
    const message = `must be >= ${TEXT_BYTES} where service times are drawn by the request, which is told by its text`
    faults.push({ path: "/clients/behaviour/sizeBytes", message })
  }
  for (const [index, { atMs, action }] of schedule.entries()) {
    if (atMs >= seconds * 1000) {
      const message = `must be < ${seconds * 1000}: a round is over by then`
      faults.push({ path: `/schedule/${index}/atMs`, message })
    }
    const place = "worker" in action ? action.worker : 1
    if (place <= workers.length || schedule.some(({ action: other }) => other.do === "scale-out")) {
      continue
    }
    const message = `must be <= ${workers.length}: there are no more workers`
    faults.push({ path: `/schedule/${index}/action/worker`, message })
  }
  return faults
}
