import { expect, it } from "vitest"
import { withoutToken } from "./log.js"

it.each([
  ["/", "/"],
  ["/api/envelopes?client=a&limit=5", "/api/envelopes?client=a&limit=5"],
  ["/?token=secret", "/?token=..."],
  ["/?a=1&token=secret&b=2", "/?a=1&token=...&b=2"],
  ["/?%74oken=secret", "/?token=..."],
  ["/?%74%6f%6b%65%6e=secret", "/?token=..."],
  ["/?token=sec=ret", "/?token=..."],
  ["/?a?token=b&token=secret", "/?a?token=b&token=..."],
  ["/?%zz=secret", "/?token=..."],
  ["/?token", "/?token=..."],
])("of %s is logged %s", (url, logged) => {
  expect(withoutToken(url)).toBe(logged)
})
