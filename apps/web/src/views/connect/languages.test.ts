import { describe, expect, it } from "vitest"
import { LANGUAGES, programOf } from "./languages.js"

const ENDPOINT = "tcp://broker.test:5559"

describe.each(LANGUAGES)("a program in $name", (language) => {
  const client = programOf(language, "client", ENDPOINT)
  const worker = programOf(language, "worker", ENDPOINT)

  it("connects to the endpoint it is given, and to no other", () => {
    for (const text of [client, worker]) {
      expect(text).toContain(`"${ENDPOINT}"`)
      expect(text.match(/tcp:\/\//g)).toHaveLength(1)
    }
  })

  it("names its client by the routing id, and its worker as far as it can", () => {
    expect(client).toContain(`"${language.id}-client"`)
    const namesWorker = worker.includes(`X-Name:${language.id}-worker`)
    expect(namesWorker).toBe(language.workerNaming.includes("ZMQ_METADATA"))
  })
})
