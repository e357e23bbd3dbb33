import { choice, range } from "../behaviour/index.js"

const PATIENCE = range(1, 60_000, 5000, 1, "ms")

/** What becomes of requests that wait for longer than there is any use in. */
export const SHEDDING = choice("/shedding", "mode", "Under overload", {
  none: ["Waits for as long as it takes", {}],
  codel: [
    "CoDel: what has waited too long goes, without a reply",
    {
      targetMs: [
        "Too long",
        PATIENCE,
        50,
        "What a request may wait; a REQ client whose request goes waits for ever, a Lazy Pirate asks again",
      ],
      intervalMs: [
        "For as long as",
        PATIENCE,
        500,
        "So long all must have waited too long, before the first goes: longer than a burst",
      ],
    },
  ],
  lifo: [
    "LIFO: the newest goes first meanwhile",
    {
      targetMs: [
        "Too long",
        PATIENCE,
        50,
        "While the next has waited for longer, the newest goes before it",
      ],
    },
  ],
})
