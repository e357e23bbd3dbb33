import { expect, test } from "vitest"
import {
  checkClientBehaviour,
  checkWorkerBehaviour,
  DEFAULT_CLIENT_BEHAVIOUR,
  DEFAULT_WORKER_BEHAVIOUR,
} from "./behaviour.js"

test("the defaults are behaviours", () => {
  expect(checkClientBehaviour(DEFAULT_CLIENT_BEHAVIOUR)).toBe(DEFAULT_CLIENT_BEHAVIOUR)
  expect(checkWorkerBehaviour(DEFAULT_WORKER_BEHAVIOUR)).toBe(DEFAULT_WORKER_BEHAVIOUR)
})

test("nonsense is refused, and its place named", () => {
  expect(() => checkClientBehaviour({ ...DEFAULT_CLIENT_BEHAVIOUR, sizeBytes: -1 })).toThrow(
    /no behaviour of a client: .*sizeBytes/,
  )
  expect(() =>
    checkWorkerBehaviour({
      ...DEFAULT_WORKER_BEHAVIOUR,
      serviceTime: { distribution: "uniform", minMs: 2, maxMs: 1 },
    }),
  ).toThrow("minMs <= maxMs")
})
