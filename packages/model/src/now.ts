import { isAlike, ValueStore } from "./value-store.js"

/** How fast time goes by on the page; 1 is true speed. */
export const SPEEDS = [1, 0.25, 0.05, 0.01] as const
export type Speed = (typeof SPEEDS)[number]

/**
 * How the moment that is shown stands to now.
 * - `live`: it follows, by as much as it takes for everything up to it to have come;
 * - `slow`: time is stretched, and now runs away from it;
 * - `frozen`: it stands;
 * - `catching-up`: it is being brought back to now, or waits for a stream that has fallen silent.
 */
export type NowMode = "live" | "slow" | "frozen" | "catching-up"

export interface NowView {
  readonly mode: NowMode
  readonly speed: Speed
  /** The moment that is shown, Unix milliseconds; null before one is known. */
  readonly atMs: number | null
  /** How far it lies behind now, milliseconds of true time. */
  readonly behindMs: number
  /** The broker has told of no later moment for seconds: what is behind is not only late. */
  readonly isSilent: boolean
  /** True time that was jumped over a while ago, milliseconds; 0: none worth saying. */
  readonly skippedMs: number
}

export interface NowChoice {
  readonly speed: Speed
  /** The moment to stand at, Unix milliseconds; null: time goes on. */
  readonly heldMs: number | null
}

/**
 * How the moment moved: on from what was shown; to all that is known, or to one that was chosen, so
 * that what was shown does not lead there.
 */
export type Advance = "went-on" | "caught-up" | "sought"

/** Behind now at true speed: word of what is known comes every 33 to 200 ms, and it goes on evenly between. */
const LIVE_LAG_MS = 200
/** Further behind at true speed, and it says so. */
const BEHIND_MS = 500
/** Further behind at true speed, and it jumps. */
const MAX_LAG_MS = 1000
/** Estimates of the broker's clock drift down so slowly, so that one that runs slower is followed. */
const DRIFT_MS_PER_MS = 0.002
/** No further than this without a record to hold the estimate against: silence tells nothing of clocks. */
const MAX_DRIFT_MS = 100
const SKIP_SHOWN_MS = 8000
const SILENT_MS = 3000
/** A jump over less is none that anybody could have seen. */
const WORTH_SAYING_MS = 300
const VIEW_INTERVAL_MS = 200

/**
 * The one moment that the page shows: flow, figures, charts and list read it here, and nothing else
 * on the page holds time. `choose` says how it is to run; `advance`, once a frame, moves it. Times are
 * milliseconds on the broker's record clock (`atMs`, `heldMs`: Unix), or on the page's (`pageMs`).
 */
export class Now {
  #choice: NowChoice = { speed: 1, heldMs: null }
  #epochUnixMs = 0
  /** Record clock less page clock; the least delayed record sets it. */
  #offset = Number.NEGATIVE_INFINITY
  #drifted = 0
  /** Everything up to here has come. */
  #known = Number.NEGATIVE_INFINITY
  #heardPageMs = Number.NEGATIVE_INFINITY
  /** The last record that has come. */
  #applied = Number.NEGATIVE_INFINITY
  #pageMs = Number.NaN
  #at = Number.NEGATIVE_INFINITY
  #isReset = true
  #mustJump = false
  #skippedMs = 0
  #skippedAtPageMs = Number.NEGATIVE_INFINITY
  #viewedPageMs = Number.NEGATIVE_INFINITY
  readonly #view = new ValueStore<NowView>({
    mode: "live",
    speed: 1,
    atMs: null,
    behindMs: 0,
    isSilent: false,
    skippedMs: 0,
  })

  // --- for views ---------------------------------------------------------------------------------

  /** Some times a second anew, and at once when the mode changes. The same object while it says the same. */
  view = (): NowView => this.#view.get()
  subscribe = (listener: () => void): (() => void) => this.#view.subscribe(listener)

  /** The moment that is shown, microseconds on the record clock; -Infinity before one is known. */
  get atUs(): number {
    return this.#at * 1000
  }

  /** The same, Unix milliseconds; null before one is known. */
  get atMs(): number | null {
    return Number.isFinite(this.#at) ? this.#at + this.#epochUnixMs : null
  }

  get speed(): Speed {
    return this.#choice.speed
  }

  get mode(): NowMode {
    if (this.#choice.heldMs !== null) return "frozen"
    if (this.#isReset) return "catching-up"
    if (this.#choice.speed !== 1) return "slow"
    return this.#behind > BEHIND_MS ? "catching-up" : "live"
  }

  /** Whether what is shown is past by choice: frozen, or slowed. */
  get isPast(): boolean {
    return this.#choice.heldMs !== null || this.mode === "slow"
  }

  /** Where to stand to show what is shown now for good: for `NowChoice.heldMs`. */
  get holdMs(): number | null {
    const { atMs } = this
    return atMs === null ? null : Math.ceil(atMs)
  }

  // --- what it is told ---------------------------------------------------------------------------

  choose(choice: NowChoice): void {
    this.#choice = choice
    this.#viewedPageMs = Number.NEGATIVE_INFINITY
  }

  /**
   * Everything up to `untilUs` on the record clock is known, at `pageMs`, but for what comes late.
   * What the page holds is of `appliedUs`, its last record.
   */
  hear(untilUs: number, appliedUs: number, epochUnixUs: number, pageMs: number): void {
    this.#epochUnixMs = epochUnixUs / 1000
    this.#applied = appliedUs / 1000
    if (untilUs / 1000 === this.#known && Number.isFinite(this.#offset)) return
    this.#known = untilUs / 1000
    this.#heardPageMs = pageMs
    this.#offset = Math.max(this.#offset, this.#known - pageMs)
    this.#drifted = 0
  }

  /** A new connection or a gap: nothing that was known of now holds until it is heard of again. */
  reset({ isOtherClock = false } = {}): void {
    this.#offset = Number.NEGATIVE_INFINITY
    this.#isReset = true
    if (isOtherClock) this.#at = Number.NEGATIVE_INFINITY
  }

  /** What came since the moment that is shown is not kept: it can stand, but it cannot go on. */
  giveUp(): void {
    this.#mustJump = true
  }

  // --- for the frame loop ------------------------------------------------------------------------

  advance(pageMs: number): Advance {
    const elapsed = Number.isNaN(this.#pageMs) ? 0 : pageMs - this.#pageMs
    this.#pageMs = pageMs
    this.#drift(elapsed)
    const advance = Number.isFinite(this.#offset) ? this.#move(elapsed) : "went-on"
    this.#publish(pageMs)
    return advance
  }

  #move(elapsed: number): Advance {
    const { speed, heldMs } = this.#choice
    const wasReset = this.#isReset
    this.#isReset = false
    if (heldMs !== null) {
      const held = heldMs - this.#epochUnixMs
      const isNear = held >= this.#at && held <= this.#at + MAX_LAG_MS
      // What is a moment ahead is gone on to.
      this.#at = held
      return wasReset || !isNear ? "sought" : "went-on"
    }
    const live = Math.min(this.#pageMs + this.#offset - LIVE_LAG_MS, this.#known)
    const isFar = speed === 1 && live - elapsed - this.#at > MAX_LAG_MS
    if (wasReset || this.#mustJump || isFar) return this.#jump()
    const onward = this.#at + elapsed * speed
    // At true speed it follows the estimate, up to a tenth faster; it never goes back.
    const pull = speed === 1 ? Math.max(0, live - onward) * 0.1 : 0
    this.#at = Math.max(this.#at, Math.min(onward + pull, live))
    return "went-on"
  }

  #jump(): Advance {
    const skipped = this.#known - this.#at
    if (Number.isFinite(skipped) && skipped > WORTH_SAYING_MS) {
      this.#skippedMs = skipped
      this.#skippedAtPageMs = this.#pageMs
    }
    this.#mustJump = false
    // Not ahead of what the page holds: a record may be on its way still.
    this.#at = Math.min(this.#known, Math.max(this.#applied, this.#known - LIVE_LAG_MS))
    return "caught-up"
  }

  get #behind(): number {
    const behind = this.#pageMs + this.#offset - this.#at
    return Number.isFinite(behind) ? behind : 0
  }

  #drift(elapsed: number): void {
    const by = Math.min(elapsed * DRIFT_MS_PER_MS, MAX_DRIFT_MS - this.#drifted)
    this.#offset -= by
    this.#drifted += by
  }

  #publish(pageMs: number): void {
    const before = this.view()
    if (pageMs - this.#viewedPageMs < VIEW_INTERVAL_MS && before.mode === this.mode) return
    this.#viewedPageMs = pageMs
    const { atMs, mode, speed } = this
    const isSaid = pageMs - this.#skippedAtPageMs < SKIP_SHOWN_MS
    const view: NowView = {
      mode,
      speed,
      atMs,
      behindMs: Math.max(0, this.#behind),
      isSilent: pageMs - this.#heardPageMs > SILENT_MS,
      skippedMs: isSaid ? this.#skippedMs : 0,
    }
    const isSame = mode === "frozen" && isAlike(view, before)
    if (!isSame) this.#view.set(view)
  }
}
