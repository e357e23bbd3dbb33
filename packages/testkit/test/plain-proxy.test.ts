import { expect, test } from "vitest"
import { Reply, Request } from "zeromq"
import { startPlainProxy } from "../src/plain-proxy.js"

test("a request goes to a worker and its reply back to its client", async () => {
  await using proxy = await startPlainProxy()
  const client = new Request({ linger: 0 })
  const worker = new Reply({ linger: 0 })
  try {
    client.connect(proxy.frontend)
    worker.connect(proxy.backend)
    await client.send(["Hello", "", "there"])
    const request = await worker.receive()
    expect(request.map(String)).toEqual(["Hello", "", "there"])
    await worker.send("World")
    expect((await client.receive()).map(String)).toEqual(["World"])
  } finally {
    client.close()
    worker.close()
  }
})

test("it can be disposed while a client awaits its reply", async () => {
  const proxy = await startPlainProxy()
  const client = new Request({ linger: 0 })
  try {
    client.connect(proxy.frontend)
    await client.send("Hello")
    const reply = client.receive()
    await expect(proxy[Symbol.asyncDispose]()).resolves.toBeUndefined()
    client.close()
    await expect(reply).rejects.toThrow("not possible")
  } finally {
    client.close()
  }
})
