import { describe, expect, it } from "vitest"
import { filterWithSpan, spanInFilter } from "./filter-span.js"

const SPAN = { fromMs: 1000, toMs: 2500 }

describe("the span in a filter", () => {
  it("is written as a term of its own, and read back", () => {
    const filter = filterWithSpan("worker:w-1 rtt>5ms", { fromMs: 999.6, toMs: 2500.2 })
    expect(filter).toBe("worker:w-1 rtt>5ms at:1000..2500")
    expect(spanInFilter(filter)).toEqual(SPAN)
  })

  it("takes the place of the one before, wherever that stood", () => {
    expect(filterWithSpan("at:1..2 outcome:lost", SPAN)).toBe("outcome:lost at:1000..2500")
    expect(filterWithSpan("", SPAN)).toBe("at:1000..2500")
  })

  it("narrows all alternatives, and is none where it is one of them", () => {
    expect(filterWithSpan("mars or venus", SPAN)).toBe("(mars or venus) at:1000..2500")
    expect(spanInFilter("(mars or venus) at:1000..2500")).toEqual(SPAN)
    expect(spanInFilter("mars or at:1000..2500")).toBeNull()
    expect(spanInFilter("not at:1000..2500")).toBeNull()
  })

  it("goes without a trace", () => {
    expect(filterWithSpan("outcome:lost at:1..2", null)).toBe("outcome:lost")
    expect(filterWithSpan("at:1..2", null)).toBe("")
  })

  it("is none where a term is something else", () => {
    for (const filter of ["", "at:soon", "at:5..1", "bat:1..2", "at:1..2x"]) {
      expect(spanInFilter(filter), filter).toBeNull()
    }
  })
})
