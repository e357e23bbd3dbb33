import { describe, expect, test } from "vitest"
import { bodyBytesOf, findDelimiter } from "./front.js"

const frames = (...texts: readonly string[]) => texts.map((text) => Buffer.from(text))

describe("the delimiter of", () => {
  test.each([
    { what: "a REQ client", sent: ["id", "", "body"], delimiter: 1, bodyBytes: 4 },
    { what: "REQ_CORRELATE", sent: ["id", "0001", "", "body"], delimiter: 2, bodyBytes: 4 },
    { what: "a pipelining DEALER", sent: ["id", "a", "b", "", "x"], delimiter: 3, bodyBytes: 1 },
    { what: "an empty body", sent: ["id", "", ""], delimiter: 1, bodyBytes: 0 },
    { what: "a body that begins empty", sent: ["id", "", "", "x"], delimiter: 1, bodyBytes: 1 },
    {
      what: "a body with empty frames",
      sent: ["id", "", "a", "", "b", ""],
      delimiter: 1,
      bodyBytes: 2,
    },
    { what: "an empty routing id", sent: ["", "", "x"], delimiter: 1, bodyBytes: 1 },
  ])("$what is found", ({ sent, delimiter, bodyBytes }) => {
    expect(findDelimiter(frames(...sent))).toBe(delimiter)
    expect(bodyBytesOf(frames(...sent), delimiter)).toBe(bodyBytes)
  })

  test.each([
    { what: "a message without one", sent: ["id", "body"] },
    { what: "a message of several frames without one", sent: ["id", "a", "b"] },
    { what: "a message with nothing behind it", sent: ["id", ""] },
    { what: "a request id with nothing behind the delimiter", sent: ["id", "0001", ""] },
    { what: "a routing id alone", sent: ["id"] },
    { what: "an empty routing id alone", sent: [""] },
    { what: "no frames", sent: [] },
  ])("$what is none", ({ sent }) => {
    expect(findDelimiter(frames(...sent))).toBe(-1)
  })
})
