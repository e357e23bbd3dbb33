import { applyOption } from "@zmqscope/filter"
import { describe, expect, it } from "vitest"
import { complete } from "./complete.js"

const CONTEXT = {
  clients: ["client-1", "client-10", "my box"],
  workers: ["worker-1", "go-box"],
  nowMs: 100_000,
}

function texts(filter: string, caret = filter.length): readonly string[] {
  return complete(filter, caret, CONTEXT).options.map(({ text }) => text)
}

describe("completion", () => {
  it("offers keys where a word begins", () => {
    expect(texts("")).toContain("client:")
    expect(texts("")).toContain("rtt>")
    expect(texts("outcome:lost ")).toContain("worker:")
    expect(texts("wa")).toEqual(["waiting>"])
  })

  it("offers names to who begins with a name", () => {
    expect(texts("box")).toEqual(['client:"my box"', "worker:go-box"])
    expect(texts("wor")).toEqual(["worker:", "worker:worker-1"])
  })

  it("offers the names of who is there, those that begin so first", () => {
    expect(texts("client:")).toEqual(["client:client-1", "client:client-10", 'client:"my box"'])
    expect(texts("worker:box")).toEqual(["worker:go-box"])
    expect(texts("-worker:w")).toEqual(["-worker:worker-1"])
    expect(texts('client:"my')).toEqual(['client:"my box"'])
  })

  it("offers outcomes, and units for a figure", () => {
    expect(texts("outcome:in-")).toEqual(["outcome:in-flight"])
    expect(texts("rtt>20")).toEqual(["rtt>20us", "rtt>20ms", "rtt>20s"])
    expect(texts("size<=1")).toEqual(["size<=1b", "size<=1kb", "size<=1mb"])
    expect(texts("at:")[0]).toBe("at:90000..100000")
  })

  it("goes on with a list, after a denial and in a group", () => {
    expect(texts("worker:go-box,w")).toEqual(["worker:go-box,worker-1"])
    expect(texts("!worker:w")).toEqual(["!worker:worker-1"])
    expect(texts("worker!:w")).toEqual(["worker!:worker-1"])
    expect(texts("(worker:w")).toEqual(["worker:worker-1"])
    expect(texts("mars o")).toEqual([
      "outcome:",
      'client:"my box"',
      "worker:worker-1",
      "worker:go-box",
      "or",
    ])
  })

  it("has nothing for what is whole, or is no key", () => {
    expect(texts("worker:go-box")).toEqual([])
    expect(texts("mars:")).toEqual([])
    expect(texts("number:")).toEqual([])
  })

  it("takes the place of the word at the caret and leaves the rest", () => {
    const filter = "wo rtt>1ms"
    const completion = complete(filter, 2, CONTEXT)
    const [key, name] = completion.options
    if (key === undefined || name === undefined) return expect.unreachable()
    expect(applyOption(filter, completion, key)).toEqual({ filter: "worker: rtt>1ms", caret: 7 })
    expect(applyOption(filter, completion, name)).toEqual({
      filter: "worker:worker-1 rtt>1ms",
      caret: 16,
    })
    const last = complete("out", 3, CONTEXT)
    expect(last.options.map((option) => applyOption("out", last, option))).toEqual([
      { filter: "outcome:", caret: 8 },
    ])
  })
})
