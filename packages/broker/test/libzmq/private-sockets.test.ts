import { mkdtemp, readdir, rm, stat } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test, vi } from "vitest"
import { BrokerFixture } from "../broker-fixture.js"
import { echoWorker } from "../peers.js"

test("its private directory is its own alone, and goes with it", async () => {
  const parent = await mkdtemp(join(tmpdir(), "zmqscope-stop-"))
  vi.stubEnv("TMPDIR", parent)
  try {
    const broker = await BrokerFixture.start()
    echoWorker(broker)
    await broker.workersJoined(1)
    const [directory, ...more] = await readdir(parent)
    expect(more).toEqual([])
    expect((await stat(join(parent, directory ?? ""))).mode & 0o777).toBe(0o700)
    await broker[Symbol.asyncDispose]()
    expect(await readdir(parent)).toEqual([])
  } finally {
    vi.unstubAllEnvs()
    await rm(parent, { recursive: true, force: true })
  }
})
