import type { HeldRequest } from "./accounts.js"
import type { Custody } from "./custody.js"
import type { Dealing } from "./dealing.js"

/** Requests dealt in a row before others get a turn of the event loop. */
const DEALT_IN_A_ROW = 256

/** Takes requests from waiting and deals them, one at a time, in their turns. */
export class Dispatch {
  paused = false
  /** While the way of dealing changes. */
  held = false
  /** Until there is one, nothing is dealt. */
  dealing: Dealing | undefined
  readonly #custody: Custody
  /** A DEALER is asked, and has not said yet whether it takes the request. */
  #isAsking = false
  #later: NodeJS.Immediate | undefined

  constructor(custody: Custody) {
    this.#custody = custody
  }

  /** Call it whenever something could be dealt that could not before. */
  run(): void {
    if (this.#isAsking || this.#later !== undefined) return
    for (let dealt = 0; this.#isReady(this.dealing); dealt += 1) {
      if (dealt === DEALT_IN_A_ROW) {
        this.#later = setImmediate(() => {
          this.#later = undefined
          this.run()
        })
        return
      }
      const request = this.#custody.next()
      if (request === undefined) return
      const taken = this.dealing.deal(request)
      if (taken === true) continue
      if (taken === false) this.#custody.putBack(request)
      else this.#await(request, taken)
      return
    }
  }

  #await(request: HeldRequest, asked: Promise<boolean>): void {
    this.#isAsking = true
    void asked.then((isTaken) => {
      this.#isAsking = false
      if (isTaken) this.run()
      else this.#custody.putBack(request)
    })
  }

  #isReady(dealing: Dealing | undefined): dealing is Dealing {
    return this.#custody.waiting > 0 && !this.paused && !this.held && dealing?.isReady() === true
  }
}
