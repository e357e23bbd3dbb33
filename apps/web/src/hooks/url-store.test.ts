import { beforeEach, describe, expect, it } from "vitest"
import { FakeClock } from "../../test/support/fake-clock.js"
import { UrlStore } from "./url-store.js"

describe("the state in the address", () => {
  let address: URL
  let written: string[]
  /** What Back leads to, the last step last. */
  let steps: string[]
  let goBackTo: (search: string) => void
  let clock: FakeClock
  let url: UrlStore

  beforeEach(() => {
    address = new URL("http://desk/?theme=dark&other=kept")
    written = []
    steps = []
    clock = new FakeClock()
    const browser = {
      location: address,
      history: {
        pushState: (_: unknown, __: string, path: string) => {
          steps.push(address.search)
          address.search = new URL(path, address).search
        },
        replaceState: (_: unknown, __: string, path: string) => {
          address.search = new URL(path, address).search
          written.push(address.search)
        },
      },
      addEventListener: (_: "popstate", listener: () => void) => {
        goBackTo = (search) => {
          address.search = search
          listener()
        }
      },
    }
    url = new UrlStore(browser, clock)
  })

  it("is read from it, and written to it at once, beside what is others'", () => {
    expect(url.get().theme).toBe("dark")
    url.set({ flowSpeed: 0.25 })
    expect(written).toEqual(["?theme=dark&other=kept&slow=4"])
  })

  it("is told at once and written now and then, the last of it always", () => {
    const told: number[] = []
    url.subscribe(() => told.push(url.get().windowMs / 60_000))
    for (const minutes of [5, 15, 60]) url.set({ windowMs: minutes * 60_000 })
    expect(told).toEqual([5, 15, 60])
    expect(written).toEqual(["?theme=dark&other=kept&window=5"])
    clock.pass(100)
    expect(written.slice(1)).toEqual(["?theme=dark&other=kept&window=60"])
    clock.pass(1000)
    expect(written).toHaveLength(2)
  })

  it("is told before it is written", () => {
    const then: number[] = []
    url.subscribe(() => then.push(written.length))
    url.set({ theme: "light" })
    expect(then).toEqual([0])
  })

  it("is all in a link", () => {
    url.set({ theme: "light" })
    url.set({ flowSpeed: 0.05 })
    expect(url.link()).toBe("http://desk/?theme=light&other=kept&slow=20")
  })

  it("is what the browser goes back to, whatever was still to be written", () => {
    url.set({ theme: "light" })
    url.set({ flowSpeed: 0.05 })
    goBackTo("?theme=dark")
    clock.pass(1000)
    expect(url.get()).toMatchObject({ theme: "dark", flowSpeed: 1 })
    expect(address.search).toBe("?theme=dark")
  })

  it("is a step that Back undoes where somebody took one, with all that was set before", () => {
    url.set({ flowSpeed: 0.25 })
    url.set({ flowSpeed: 0.05 })
    url.step({ filter: "mars" })
    url.set({ filter: "mars venus" })
    clock.pass(1000)
    expect(steps).toEqual(["?theme=dark&other=kept&slow=20"])
    expect(address.search).toBe("?theme=dark&other=kept&slow=20&filter=mars+venus")
  })

  it("takes no step that leads nowhere", () => {
    url.step({ filter: "" })
    expect(steps).toEqual([])
    url.step({ theme: "light" })
    url.step({ theme: "light" })
    expect(steps).toEqual(["?theme=dark&other=kept"])
    expect(url.get().theme).toBe("light")
  })

  it("turns a series off, and on again", () => {
    url.toggleSeries("p99")
    expect([...url.get().hiddenSeries]).toEqual(["p99"])
    url.toggleSeries("p99")
    expect(url.get().hiddenSeries.size).toBe(0)
  })
})
