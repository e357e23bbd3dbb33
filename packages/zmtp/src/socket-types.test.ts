import { expect, test } from "vitest"
import { canTalk } from "./socket-types.js"

const TYPES = ["REQ", "REP", "DEALER", "ROUTER"] as const
const PAIRS = new Set([
  "REQ REP",
  "REQ ROUTER",
  "REP REQ",
  "REP DEALER",
  "DEALER REP",
  "DEALER DEALER",
  "DEALER ROUTER",
  "ROUTER REQ",
  "ROUTER DEALER",
  "ROUTER ROUTER",
])

test("who may talk to whom is as RFC 28 says, the same from both ends", () => {
  for (const one of TYPES) {
    for (const other of TYPES) {
      expect(canTalk(one, other), `${one} ${other}`).toBe(PAIRS.has(`${one} ${other}`))
      expect(canTalk(one, other)).toBe(canTalk(other, one))
    }
    for (const other of ["PUB", "SUB", "PUSH", "PAIR", "", "constructor", "req"]) {
      expect(canTalk(one, other)).toBe(false)
    }
  }
})
