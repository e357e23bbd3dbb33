import { type ApiClient, ApiError, type Stage as Lease } from "../api/index.js"

/** How often in a lease it is renewed: some may come late, or never. */
const RENEWALS = 12

type Clock = { readonly after: (ms: number, task: () => void) => () => void }

/** A broker of a scene's own, kept while somebody watches. */
export class Stage {
  readonly broker: string
  readonly #api: Pick<ApiClient, "renewStage" | "closeStage">
  readonly #clock: Clock
  readonly #leaseMs: number
  readonly #onLost: () => void
  #callOff = () => {}
  #isOver = false

  /** @param onLost the server has ended it: the page was not heard of for too long */
  constructor(
    { broker, leaseMs }: Lease,
    api: Pick<ApiClient, "renewStage" | "closeStage">,
    clock: Clock,
    onLost: () => void,
  ) {
    this.broker = broker
    this.#leaseMs = leaseMs
    this.#api = api
    this.#clock = clock
    this.#onLost = onLost
    this.#renewLater()
  }

  /** Ends it. What it held is gone with it, so nobody waits for that. */
  close(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#callOff()
    this.#api.closeStage(this.broker).catch(() => {})
  }

  #renewLater(): void {
    this.#callOff = this.#clock.after(this.#leaseMs / RENEWALS, () => {
      this.#api.renewStage(this.broker).then(
        () => {
          if (!this.#isOver) this.#renewLater()
        },
        (error: unknown) => {
          const hasEnded = error instanceof ApiError && error.code === "unknown-stage"
          if (hasEnded) this.#lose()
          else if (!this.#isOver) this.#renewLater()
        },
      )
    })
  }

  #lose(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#onLost()
  }
}
