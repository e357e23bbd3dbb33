import { expect, type Locator, type Page } from "@playwright/test"

/** Often enough for what stands for a moment only: by itself a poll asks once a second before long. */
const OFTEN = { intervals: [100] }

/** What a frame of the flow showed: apps/web/src/flow/probe.ts. */
export interface FlowMoment {
  /** Microseconds on the record clock: what is counted is of then. */
  readonly atUs: number
  readonly mode: "live" | "slow" | "frozen" | "catching-up"
  readonly speed: number
  readonly isKnown: boolean
  readonly waiting: number
  readonly unseen: number
  readonly returning: number
  readonly workers: Readonly<Record<string, number>>
}

interface Point {
  readonly x: number
  readonly y: number
}

/** The flow of a page, read by the probe that it has for tests. */
export class FlowOf {
  readonly region: Locator
  readonly caption: Locator
  /** What is written between wires and piles. */
  readonly labels: Locator
  readonly summary: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.region = page.getByTestId("flow")
    this.caption = page.getByTestId("flow-caption")
    this.labels = page.getByTestId("flow-labels")
    this.summary = page.getByTestId("flow-summary")
  }

  /** What the last frame showed. */
  async moment(): Promise<FlowMoment> {
    return (await this.#ask("moment")) as FlowMoment
  }

  /** What so many frames showed, each some frames after the one before and of another moment. */
  async moments(count: number): Promise<readonly FlowMoment[]> {
    const taken: unknown = await this.#page.evaluate(
      ([wanted, apart]) =>
        new Promise((resolve) => {
          const moments: unknown[] = []
          let frames = 0
          let lastUs: unknown
          const look = () => {
            frames += 1
            const flow: unknown = Reflect.get(Object(Reflect.get(window, "zmqscope")), "flow")
            const moment: unknown = Reflect.apply(Reflect.get(Object(flow), "moment"), flow, [])
            const atUs: unknown = Reflect.get(Object(moment), "atUs")
            if (frames % apart === 0 && atUs !== lastUs) {
              lastUs = atUs
              moments.push(moment)
            }
            if (moments.length < wanted) requestAnimationFrame(look)
            else resolve(moments)
          }
          requestAnimationFrame(look)
        }),
      [count, 4] as const,
    )
    return taken as readonly FlowMoment[]
  }

  /** Writes down the places of these from now on. */
  async follow(...numbers: readonly number[]): Promise<void> {
    for (const number of numbers) await this.#ask("follow", number)
  }

  /** The states that an envelope came to. Which engine runs decides whether it is seen in the DEALER. */
  async statesOf(number: number): Promise<readonly string[]> {
    const states = (await this.#ask("placesOf", number)) as readonly string[]
    return states.filter((state) => state !== "unseen")
  }

  async expectPlace(number: number, place: string): Promise<void> {
    await expect.poll(() => this.#ask("placeOf", number), OFTEN).toBe(place)
  }

  async expectState(number: number, state: string): Promise<void> {
    await expect.poll(() => this.statesOf(number), OFTEN).toContain(state)
  }

  /** Where dots are once they have come to rest. */
  async points<N extends readonly number[]>(...numbers: N): Promise<{ [at in keyof N]: Point }> {
    let points: unknown
    let before: unknown
    await expect(async () => {
      before = points
      points = await Promise.all(numbers.map((number) => this.#ask("pointOf", number)))
      expect(points).toEqual(before)
    }).toPass(OFTEN)
    return points as { [at in keyof N]: Point }
  }

  #ask(
    what: "moment" | "follow" | "placeOf" | "placesOf" | "pointOf",
    ...about: readonly number[]
  ): Promise<unknown> {
    return this.#page.evaluate(
      ([name, args]) => {
        const probe: unknown = Reflect.get(window, "zmqscope")
        const flow = Reflect.get(Object(probe), "flow")
        return Reflect.apply(Reflect.get(flow, name), flow, args)
      },
      [what, about] as const,
    )
  }
}
