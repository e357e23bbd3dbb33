import { describe, expect, it } from "vitest"
import { LANGUAGES } from "./snippets.js"

const parts = { endpoint: "tcp://broker.test:5559", name: "my-peer" }

describe.each(LANGUAGES)("a program in $name", (language) => {
  it("connects to the endpoint it is given, and to no other", () => {
    for (const text of [language.client(parts), language.worker(parts)]) {
      expect(text).toContain(`"${parts.endpoint}"`)
      expect(text.match(/tcp:\/\//g)).toHaveLength(1)
    }
  })

  it("names its client by the routing id, and its worker as far as it can", () => {
    expect(language.client(parts)).toContain('"my-peer"')
    const namesWorker = language.worker(parts).includes("X-Name:my-peer")
    expect(namesWorker).toBe(language.workerNaming.includes("ZMQ_METADATA"))
  })
})
