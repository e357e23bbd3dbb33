import { readFile } from "node:fs/promises"
import { expect, sharedTest as test } from "../fixtures.js"

// What is between the lines of dashes stands in packages/page-object/README.md, word for word; what is of races and sweeps, in race.test.ts and sweep.test.ts.

test("the page object does what its README shows, and leaves no trace after a reset", async ({
  dashboard,
  zmqscope,
}) => {
  const url = zmqscope.url
  // --- open
  await dashboard.open(url)
  await dashboard.spawnWorkers(2, {
    serviceTime: { distribution: "fixed", ms: 20 },
    failure: { mode: "none" },
  })
  await dashboard.spawnClients(4, {
    pace: { mode: "think", meanMs: 50 },
    sizeBytes: 64,
    timeoutMs: 600_000,
    retries: 0,
  })
  // ---
  // --- expect
  await dashboard.expectState("Flowing")
  await dashboard.expectFigure("receivedPerSecond", { atLeast: 5 })
  await dashboard.expectFigure("waiting", { below: 5 })
  await dashboard.expectFigure("p50", { between: [20_000, 10_000_000] })
  await dashboard.expectEvent("2 workers spawned")
  // ---
  // --- envelopes
  const [worker = ""] = await dashboard.names("worker", 2)
  await dashboard.envelopes.filter(`worker:${worker} outcome:returned`)
  await dashboard.envelopes.sort("round trip", "descending")
  const slowest = await dashboard.tapRowsIn("returned").first().getAttribute("data-number")
  await dashboard.envelopes.open(Number(slowest))
  const envelope = await dashboard.envelopes.read()
  expect(envelope.state).toBe("returned")
  expect(envelope.sockets["ROUTER in"]).toEqual(["routing-id", "empty", "body"])
  await dashboard.envelopes.close()
  // ---
  // --- probe
  await dashboard.deal({ dealing: "idle-first", prefetch: 1 })
  await dashboard.expectToast("idle-first")
  const [moment] = await dashboard.probe.moments(1)
  expect(moment?.isKnown).toBe(true)
  // ---
  // --- reset
  await dashboard.reset()
  await dashboard.expectCount("worker", 0)
  await dashboard.expectFigure("inFlight", 0)
  // ---
  await dashboard.expectCount("client", 0)
  await expect(dashboard.dealing).toHaveAttribute("data-value", "dealer")
  await expect(dashboard.tapFilter).toHaveValue("")
})

test("each example of the README is one that runs", async () => {
  const tests = ["page-object", "race", "sweep"].map(
    (name) => new URL(`${name}.test.ts`, import.meta.url),
  )
  const ours = (await Promise.all(tests.map((one) => readFile(one, "utf8")))).join("\n")
  const readme = await readFile(
    new URL("../../packages/page-object/README.md", import.meta.url),
    "utf8",
  )
  const lines = (text: string) => text.split("\n").map((line) => line.trim())
  const running = lines(ours).join("\n")
  const examples = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code = ""]) =>
    lines(code.trim()).join("\n"),
  )
  expect(examples.length).toBeGreaterThan(3)
  for (const example of examples) expect(running).toContain(example)
})
