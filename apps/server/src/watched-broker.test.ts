import { expect, it } from "vitest"
import { WatchedBroker } from "./watched-broker.js"

it("is in trouble at one port until that one answers again, or another run begins", () => {
  const broker = new WatchedBroker()
  expect(broker.trouble).toBeUndefined()
  broker.take({ kind: "broker-away", side: "backend", text: "Nobody answers." })
  expect(broker.trouble).toEqual({ headline: "No broker", detail: "Nobody answers", tone: "warn" })
  broker.take({ kind: "broker-wrong", side: "frontend", text: "It speaks HTTP." })
  expect(broker.trouble).toMatchObject({ headline: "Wrong target" })
  broker.take({ kind: "broker-back", side: "frontend", text: "" })
  broker.take({ kind: "silent", side: "backend", text: "" })
  expect(broker.trouble).toMatchObject({ headline: "No broker" })
  broker.clear()
  expect(broker.trouble).toBeUndefined()
})
