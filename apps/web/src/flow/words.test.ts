import { describe, expect, it } from "vitest"
import { calloutOf, describeNow, describeTraces, type Stand, summarise } from "./words.js"

function stand(over: Partial<Stand>, outstanding: readonly number[] = []): Stand {
  return {
    waiting: 0,
    isPaused: false,
    clientsHeldBack: 0,
    workers: outstanding.map((count, at) => ({
      name: `worker-${at + 1}`,
      outstanding: count,
      silentUs: null,
    })),
    ...over,
  }
}

describe("the callout", () => {
  const text = (over: Partial<Stand>, outstanding?: readonly number[]) =>
    calloutOf(stand(over, outstanding))?.text ?? null

  it("says who is behind whom while others are idle", () => {
    expect(text({}, [10, 0, 0, 0])).toBe("9 stand behind worker-1; three others are idle")
    expect(text({}, [10, 0])).toBe("9 stand behind worker-1; the other is idle")
    expect(text({}, [1, 6, 0])).toBe("5 stand behind worker-2; one other is idle")
    expect(text({}, [5, 6, 0])).toBe("9 stand behind two workers; the other is idle")
  })

  it("says nothing where nobody is idle, or hardly anything stands", () => {
    expect(text({}, [10, 1, 1])).toBeNull()
    expect(text({}, [3, 0, 0])).toBeNull()
    expect(text({ waiting: 4 }, [1, 1])).toBeNull()
  })

  it("says who is silent, the longest first, and before who stands behind", () => {
    const workers = [
      { name: "worker-1", outstanding: 9, silentUs: 2_000_000 },
      { name: "worker-2", outstanding: 9, silentUs: 20_000_000 },
      { name: "worker-3", outstanding: 0, silentUs: null },
    ]
    expect(calloutOf(stand({ workers }))).toEqual({
      text: "worker-2 is silent for 20 s",
      about: { worker: "worker-2" },
    })
  })

  it("says why what waits does", () => {
    expect(text({ waiting: 3 })).toBe("3 wait: there is no worker")
    expect(text({ waiting: 1, isPaused: true }, [0])).toBe("1 waits: the dealing is paused")
    expect(text({ waiting: 10_000, clientsHeldBack: 8 }, [1])).toBe(
      "no room: 8 clients are held back",
    )
  })
})

describe("the line about time", () => {
  const view = { speed: 1, atMs: 0, behindMs: 180, isSilent: false, skippedMs: 0 } as const

  it("says what is shown in a word, and how far it lies from now", () => {
    expect(describeNow({ ...view, mode: "live" }, true, false)).toBe("live, 0.2 s behind now")
    expect(describeNow({ ...view, mode: "slow", speed: 0.05, behindMs: 4200 }, true, false)).toBe(
      "slowed to 1/20, 4.2 s behind now",
    )
    expect(describeNow({ ...view, mode: "catching-up" }, true, false)).toBe(
      "catching up, 0.2 s behind now",
    )
    expect(
      describeNow({ ...view, mode: "catching-up", behindMs: 7460, isSilent: true }, true, false),
    ).toBe("no word from the broker for 7.5 s")
    expect(describeNow({ ...view, mode: "catching-up", behindMs: 0 }, true, false)).toBe(
      "what stands is not known yet",
    )
    expect(describeNow({ ...view, mode: "frozen", atMs: 1_790_000_000_123 }, true, false)).toMatch(
      /^frozen at \d\d:\d\d:\d\d\.123$/,
    )
    expect(describeNow({ ...view, mode: "frozen", atMs: null }, true, false)).toMatch(
      "an unknown time",
    )
  })

  it("says what was skipped, and what is not kept", () => {
    const frozen = { ...view, mode: "frozen" } as const
    expect(describeNow(frozen, true, true)).toMatch(/; figures and peers are of now$/)
    const slowed = { ...view, mode: "slow", speed: 0.05 } as const
    expect(describeNow(slowed, true, true)).toMatch(/; figures and peers are of now$/)
    expect(describeNow({ ...view, mode: "live", skippedMs: 3460 }, true, false)).toBe(
      "live, 0.2 s behind now · skipped 3.5 s",
    )
    expect(describeNow({ ...view, mode: "frozen" }, false, false)).toContain(
      "what stood then is not kept",
    )
  })
})

describe("the line about traces", () => {
  it("says how many are drawn of how many", () => {
    expect(describeTraces(1, 20)).toContain("a dot is an envelope that stands there")
    expect(describeTraces(1.2, 63)).toBe(
      "all that stands is shown, and most of 63 a second that pass",
    )
    expect(describeTraces(22.7, 2000)).toBe(
      "all that stands is shown, and every 23rd of 2,000 a second that pass",
    )
  })
})

describe("the flow in words", () => {
  it("names the longest backlogs and counts the others", () => {
    expect(summarise(stand({ waiting: 7, isPaused: true }, [1, 9, 4, 3, 2]), 80, [])).toBe(
      "80 requests a second; 7 waiting, the broker is paused; worker-2 has 8 in its backlog; " +
        "worker-3 has 3 in its backlog; worker-4 has 2 in its backlog; 1 other worker has a backlog too.",
    )
    expect(summarise(stand({}, [0, 1, 1]), 0.5, ["2 lost with worker-9"])).toBe(
      "0.5 requests a second; 0 waiting; no backlog at 3 workers; 2 lost with worker-9.",
    )
  })
})
