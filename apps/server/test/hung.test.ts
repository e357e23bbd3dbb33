import type { SnapshotMessage } from "@zmqscope/protocol"
import { eventually, startZmqscope, type Zmqscope } from "@zmqscope/testkit"
import { expect, it } from "vitest"
import { ask, pidOf } from "./ask.js"
import { view } from "./viewer.js"

function readiness({ url }: Zmqscope) {
  return ask(url, "/readyz")
}

it("says that a broker hangs, answers what it is asked, and ends and restarts it", async () => {
  await using zmqscope = await startZmqscope()
  const { url } = zmqscope
  using viewer = view(url)
  await viewer.find("snapshot", ({ totals }) => totals.returned > 0)
  expect(await readiness(zmqscope)).toMatchObject({ status: 200, body: { status: "ok" } })
  const place = viewer.frames.length
  process.kill(await pidOf(url, "broker"), "SIGSTOP")

  const patch = { method: "PATCH", json: { paused: true } }
  const asked = ask(url, "/api/broker", patch)
  await eventually(async () => {
    const { status, body } = await readiness(zmqscope)
    return status === 503 && JSON.stringify(body).includes("broker-silent")
  }, "readiness says that the broker is silent")
  const isSilent = ({ silentMs }: SnapshotMessage) => silentMs >= 3_000
  await viewer.find("snapshot", isSilent, place)
  expect(await asked).toMatchObject({
    status: 504,
    body: { code: "timeout", detail: expect.stringContaining("The broker did not answer") },
  })

  const isHung = ({ marker }: { marker: { text: string } }) => marker.text.startsWith("broker hung")
  const hung = await viewer.find("marker", isHung, place)
  await viewer.find("hello", ({ run }) => run !== null, viewer.frames.indexOf(hung))
  const isWell = ({ silentMs, totals }: SnapshotMessage) => silentMs < 3_000 && totals.returned > 0
  await viewer.find("snapshot", isWell, viewer.frames.indexOf(hung))
  expect((await ask(url, "/api/status")).body).toMatchObject({
    children: {
      broker: { state: "up", restarts: 1, lastExit: expect.stringMatching(/^it has said nothing/) },
    },
    settings: { paused: false },
  })
  expect(zmqscope.stderr).toContain("it hangs, and is ended")
}, 180_000)

it("answers commands at once while the broker is down", async () => {
  await using zmqscope = await startZmqscope({ args: ["--empty"] })
  const { url } = zmqscope
  using viewer = view(url)
  await viewer.find("hello")
  const spawn = { method: "POST", json: { count: 1 } }
  expect((await ask(url, "/api/workers", spawn)).status).toBe(201)
  const commands = [
    ["PATCH", "/api/broker", { paused: true }],
    ["POST", "/api/clients", { count: 1 }],
    ["DELETE", "/api/workers/worker-1", undefined],
  ] as const
  // Killed again and again, it is down for longer from time to time.
  const answers = await eventually(async () => {
    const place = viewer.frames.length
    process.kill(await pidOf(url, "broker"), "SIGKILL")
    await viewer.find("hello", ({ run }) => run === null, place)
    const asked = commands.map(([method, path, json]) => ask(url, path, { method, json }))
    const all = await Promise.all(asked)
    await viewer.find("hello", ({ run }) => run !== null, place)
    return all.every(({ status }) => status === 503) && all
  }, "every command is refused")
  for (const { body } of answers) {
    expect(body).toMatchObject({ code: "gone", detail: expect.stringContaining("restarting") })
  }
  expect(await readiness(zmqscope)).toMatchObject({ status: 200 })
}, 180_000)
