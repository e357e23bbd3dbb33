import { describe, expect, it } from "vitest"
import { toggleTerm, valueTerm } from "./edit.js"

describe("a click on a value", () => {
  it("adds its word, and takes it away again", () => {
    expect(toggleTerm("", "outcome:lost")).toBe("outcome:lost")
    expect(toggleTerm("rtt>1ms ", "outcome:lost")).toBe("rtt>1ms outcome:lost")
    expect(toggleTerm("rtt>1ms outcome:lost  mars", "outcome:lost")).toBe("rtt>1ms mars")
    expect(toggleTerm("outcome:lost", "outcome:lost")).toBe("")
  })

  it("keeps alternatives together, and leaves nothing that joined it", () => {
    expect(toggleTerm("mars or venus", "outcome:lost")).toBe("(mars or venus) outcome:lost")
    expect(toggleTerm("(mars or venus) outcome:lost", "outcome:lost")).toBe("(mars or venus)")
    expect(toggleTerm("mars or outcome:lost", "outcome:lost")).toBe(
      "(mars or outcome:lost) outcome:lost",
    )
    expect(toggleTerm("mars and outcome:lost", "outcome:lost")).toBe("mars")
    expect(toggleTerm("outcome:lost and mars", "outcome:lost")).toBe("mars")
    expect(toggleTerm("not outcome:lost", "outcome:lost")).toBe("not outcome:lost outcome:lost")
    expect(toggleTerm("not(mars) outcome:lost", "outcome:lost")).toBe("not(mars)")
  })

  it("quotes what must be", () => {
    expect(valueTerm("client", "a,b")).toBe('client:"a,b"')
    expect(valueTerm("client", "a(1)")).toBe('client:"a(1)"')
    expect(valueTerm("client", "client-1/2")).toBe("client:client-1/2")
    expect(valueTerm("client", 'my "box"')).toBe('client:"my \\"box\\""')
    expect(toggleTerm('client:"my box"', valueTerm("client", "my box"))).toBe("")
  })
})
