import { describe, expect, it } from "vitest"
import { DEFAULT_URL_STATE, formatUrlState, parseUrlState, type UrlState } from "./url-state.js"

describe("URL state", () => {
  it("is nothing at all by default", () => {
    expect(formatUrlState(DEFAULT_URL_STATE)).toBe("")
    expect(parseUrlState("")).toEqual(DEFAULT_URL_STATE)
  })

  const states: UrlState[] = [
    {
      ...DEFAULT_URL_STATE,
      theme: "light",
      windowMs: 900_000,
      freezeMs: 1_790_000_000_000,
      flowSpeed: 0.05,
      panel: "fairness",
    },
    { ...DEFAULT_URL_STATE, selection: { kind: "worker", name: "a:b & c/1" } },
    { ...DEFAULT_URL_STATE, selection: { kind: "client", name: "0x00ff" } },
    {
      ...DEFAULT_URL_STATE,
      filter: "worker:w-1 rtt>5ms at:1000..2500",
      hiddenSeries: new Set(["worker:3", "p99"]),
      latencyView: "heat",
      presented: "throughput",
    },
    { ...DEFAULT_URL_STATE, selection: { kind: "envelope", number: 128_397 } },
    { ...DEFAULT_URL_STATE, selection: { kind: "envelope", number: 7, run: "0c0ffe" } },
    {
      ...DEFAULT_URL_STATE,
      tapSort: { column: "rtt", descending: true },
      tapColumns: ["number", "client", "time"],
    },
    { ...DEFAULT_URL_STATE, freezeMs: 1_790_000_000_000.125 },
    { ...DEFAULT_URL_STATE, view: "overview" },
    { ...DEFAULT_URL_STATE, view: "race", race: 3, presented: "latency" },
  ]
  it.each(states)("comes back as it was written: %j", (state) => {
    expect(parseUrlState(formatUrlState(state))).toEqual(state)
  })

  it.each([
    "?theme=pink",
    "?window=7",
    "?window=",
    "?freeze=soon",
    "?freeze=-5",
    "?freeze=1.2345",
    "?slow=3",
    "?panel=control",
    "?latency=smell",
    "?present=1",
    "?select=worker",
    "?select=worker:",
    "?select=envelope:0",
    "?select=envelope:x",
    "?select=planet:mars",
    "?envelope=x",
    "?envelope=-1",
    "?envelope=7.",
    "?envelope=7.mars",
    "?sort=rtt",
    "?sort=rtt-up",
    "?columns=mars",
    `?select=worker:${"x".repeat(10_000)}`,
  ])("passes over what makes no sense: %s", (search) => {
    expect(parseUrlState(search)).toEqual(DEFAULT_URL_STATE)
  })

  it("opens an envelope by its number alone", () => {
    const selection = { kind: "envelope", number: 7 }
    expect(parseUrlState("?envelope=7")).toMatchObject({ selection })
    expect(parseUrlState("?select=envelope:7")).toMatchObject({ selection })
  })

  it("keeps parameters that are not its own", () => {
    expect(formatUrlState(DEFAULT_URL_STATE, "?token=1&theme=dark")).toBe("?token=1")
  })
})
