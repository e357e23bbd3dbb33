import type { Notice } from "@zmqscope/protocol"
import { expect, it } from "vitest"
import { MAX_NOTICES, Notices, noticeIn } from "./notices.js"

function notice(number: number, at = 0, count = 1): Notice {
  return {
    number,
    at,
    kind: "not-zmtp",
    side: "frontend",
    address: "127.0.0.1:9",
    name: null,
    text: "It speaks HTTP.",
    advice: "Open the dashboard's port.",
    count,
  }
}

it("goes on numbering where a new run of the broker begins again", () => {
  const notices = new Notices()
  for (const epoch of [0, 1000]) for (const number of [1, 2]) notices.add(notice(number), epoch)
  expect(notices.kept.map(({ number }) => number)).toEqual([1, 2, 3, 4])
})

it("keeps the last ones and counts all, and what each stands for", () => {
  const notices = new Notices()
  for (let number = 1; number <= MAX_NOTICES + 5; number += 1) notices.add(notice(number, 0, 2), 0)
  expect(notices.kept).toHaveLength(MAX_NOTICES)
  expect(notices.kept[0]?.number).toBe(6)
  expect(notices.count).toBe(2 * (MAX_NOTICES + 5))
})

it("tells the time of one on the clock of whichever run is asked", () => {
  const notices = new Notices()
  const kept = notices.add(notice(7, 300), 1_000_000)
  expect(noticeIn(kept, 1_000_000)).toEqual({ ...notice(1, 300) })
  expect(noticeIn(kept, 5_000_000).at).toBe(-3_999_700)
})
