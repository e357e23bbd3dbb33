import { randomUUID } from "node:crypto"
import { once } from "node:events"
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { type AddressInfo, createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { eventually, runZmqscope, startZmqscope } from "@zmqscope/testkit"
import { expect, it, onTestFinished } from "vitest"
import { WebSocket } from "ws"
import { ask, pidOf } from "./ask.js"

const FREE = ["--http-port", "0", "--frontend-port", "0", "--backend-port", "0"]

it("prints one line when it is ready, and ends with status 0 at SIGTERM", async () => {
  await using zmqscope = await startZmqscope()
  expect(zmqscope.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  zmqscope.signal("SIGTERM")
  const exit = await zmqscope.exited
  expect(exit).toMatchObject({ code: 0, signal: null, stderr: "" })
  expect(zmqscope.stdout).toEqual([`Listening on ${zmqscope.url}`])
})

it.each(["--http-port", "--frontend-port", "--backend-port"])(
  "says in one line what to do when the port of %s is in use",
  async (option) => {
    const holder = createServer().listen(0, "127.0.0.1")
    await once(holder, "listening")
    const { port } = holder.address() as AddressInfo
    const exit = await runZmqscope([...FREE, option, `${port}`])
    holder.close()
    expect(exit.code).toBe(2)
    expect(exit.stdout).toEqual([])
    expect(exit.stderr.trimEnd().split("\n")).toEqual([
      `zmqscope: ${option} ${port} is in use on 127.0.0.1: end the program that holds it, or choose another port with ${option} (0 takes a free one)`,
    ])
  },
)

it("blames no port for what is not a port's fault", async () => {
  const exit = await runZmqscope([...FREE, "--engine", "libzmq"], { TMPDIR: "/nowhere" })
  expect(exit.code).toBe(2)
  expect(exit.stderr.trimEnd().split("\n")).toEqual([
    expect.stringMatching(/^zmqscope: cannot start: .*ENOENT: no such file or directory, mkdtemp/),
  ])
})

it("refuses an option that makes no sense with status 2", async () => {
  const exit = await runZmqscope(["--http-port", "http"], { ZMQSCOPE_SEED: "-1" })
  expect(exit.code).toBe(2)
  expect(exit.stderr).toContain('--http-port "http" makes no sense')
  expect(exit.stderr).toContain('ZMQSCOPE_SEED "-1" makes no sense')
})

it("prints its help and its version, and ends", async () => {
  const help = await runZmqscope(["--help"])
  expect(help.code).toBe(0)
  expect(help.stdout.join("\n")).toContain("--frontend-port")
  const version = await runZmqscope(["--version"])
  expect(version).toMatchObject({ code: 0, stdout: [expect.stringMatching(/^\d+\.\d+\.\d+$/)] })
})

it("names each of several brokers with its endpoints, those of the command line beside those of a file", async () => {
  const directory = mkdtempSync(join(tmpdir(), "zmqscope-test-"))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const config = join(directory, "zmqscope.config.json")
  const attach = { frontend: "tcp://127.0.0.1:9", backend: "tcp://127.0.0.1:9" }
  writeFileSync(config, JSON.stringify({ empty: true, brokers: [{ name: "legacy", attach }] }))
  await using zmqscope = await startZmqscope({ args: ["--config", config, "--broker", "orders"] })
  const ENDPOINTS =
    "clients connect to tcp://127\\.0\\.0\\.1:\\d+, workers to tcp://127\\.0\\.0\\.1:\\d+"
  expect(zmqscope.stdout).toEqual([
    expect.stringMatching(
      `^legacy \\(watches tcp://127\\.0\\.0\\.1:9 and tcp://127\\.0\\.0\\.1:9\\): ${ENDPOINTS}$`,
    ),
    expect.stringMatching(`^orders: ${ENDPOINTS}$`),
    `Listening on ${zmqscope.url}`,
  ])
  const { body } = await ask(zmqscope.url, "/api/brokers")
  expect(body).toMatchObject({
    brokers: [{ name: "legacy", engine: "attach", target: attach }, { name: "orders" }],
  })
})

it("says whose port is in use among several brokers", async () => {
  const holder = createServer().listen(0, "127.0.0.1")
  await once(holder, "listening")
  const { port } = holder.address() as AddressInfo
  const exit = await runZmqscope([
    ...FREE,
    "--broker",
    "a",
    "--broker",
    "b",
    "--backend-port",
    `${port}`,
  ])
  holder.close()
  expect(exit).toMatchObject({ code: 2, stdout: [] })
  expect(exit.stderr).toBe(
    `zmqscope: --backend-port ${port} of "b" is in use on 127.0.0.1: end the program that holds it, or choose another port with --backend-port (0 takes a free one)\n`,
  )
})

it("says what libzmq risks where others can connect, and only there", async () => {
  const args = ["--empty", "--engine", "libzmq"]
  await using open = await startZmqscope({ args: [...args, "--host", "0.0.0.0"] })
  expect(open.stderr).toContain("can end the broker")
  await using closed = await startZmqscope({ args })
  expect(closed.stderr).toBe("")
})

it("leaves nothing in the temporary directory, however the broker ends", async () => {
  const TMPDIR = mkdtempSync(join(tmpdir(), "zmqscope-test-"))
  onTestFinished(() => rmSync(TMPDIR, { recursive: true }))
  await using zmqscope = await startZmqscope({
    args: ["--empty", "--engine", "libzmq", "--log-level", "silent"],
    env: { TMPDIR },
  })
  const mine = () => readdirSync(TMPDIR).filter((name) => name.startsWith("zmqscope-"))
  for (let crashes = 1; crashes <= 2; crashes += 1) {
    process.kill(await pidOf(zmqscope.url, "broker"), "SIGKILL")
    await eventually(async () => {
      const { body } = await ask(zmqscope.url, "/api/status")
      expect(body).toMatchObject({ children: { broker: { state: "up", restarts: crashes } } })
      return true
    }, "the broker is up again")
    expect(mine()).toHaveLength(1)
  }
  zmqscope.signal("SIGTERM")
  await zmqscope.exited
  expect(mine()).toEqual([])
})

it("takes a signal that comes twice at once as one", async () => {
  await using zmqscope = await startZmqscope({ args: ["--empty"] })
  zmqscope.signal("SIGINT")
  zmqscope.signal("SIGTERM")
  expect(await zmqscope.exited).toMatchObject({ code: 0, signal: null })
})

it("says nothing of being ready when a signal came while it started", async () => {
  const { code, stdout, stderr } = await runZmqscope(FREE, interruptedBySimulator("true"))
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: [], stderr: "" })
})

it("takes a simulator that was not up yet for no fault when it ends", async () => {
  const flag = join(tmpdir(), `zmqscope-${randomUUID()}`)
  const env = interruptedBySimulator(`process.getBuiltinModule("fs").existsSync("${flag}")`)
  await using zmqscope = await startZmqscope({ env })
  onTestFinished(() => rmSync(flag))
  writeFileSync(flag, "")
  process.kill(await pidOf(zmqscope.url, "simulator"), "SIGKILL")
  const { code, stderr } = await zmqscope.exited
  expect(code).toBe(0)
  expect(stderr.trimEnd().split("\n")).toEqual([expect.stringContaining("it restarts in")])
})

/**
 * An environment in which the simulator's process, before it does anything and where `condition`
 * holds, sends its parent what Ctrl+C sends.
 */
function interruptedBySimulator(condition: string) {
  const script = `process.argv[1].includes("simulator") && ${condition} && process.kill(process.ppid, "SIGINT")`
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` }
}

it("leaves to the server what a terminal sends to all its processes at once", async () => {
  await using zmqscope = await startZmqscope()
  for (const child of ["broker", "simulator"] as const) {
    const pid = await pidOf(zmqscope.url, child)
    process.kill(pid, "SIGINT")
    process.kill(pid, "SIGHUP")
  }
  zmqscope.signal("SIGINT")
  // A child that had ended by itself would have been missed, and told of.
  expect(await zmqscope.exited).toMatchObject({ code: 0, signal: null, stderr: "" })
})

it("lets nobody in without the token when it is open to the network", async () => {
  const args = ["--host", "0.0.0.0", "--empty", "--log-level", "info"]
  await using zmqscope = await startZmqscope({ args })
  const token = /token=([0-9a-f]{32})$/.exec(zmqscope.stdout[0] ?? "")?.[1] ?? ""
  const path = `${zmqscope.url}/api/clients`
  expect((await fetch(path)).status).toBe(401)
  expect((await fetch(`${zmqscope.url}/healthz`)).status).toBe(200)
  const authorization = `Bearer ${token}`
  expect((await fetch(path, { headers: { authorization } })).status).toBe(200)

  for (const tap of ["/api/tap", "/healthz"]) {
    const socket = new WebSocket(`${zmqscope.url.replace("http", "ws")}${tap}`)
    const [error] = await once(socket, "error")
    expect(String(error)).toMatch(/40[01]/)
  }

  const login = await fetch(`${zmqscope.url}/?token=${token}`, { redirect: "manual" })
  expect([login.status, login.headers.get("location")]).toEqual([303, "/"])
  const cookie = login.headers.get("set-cookie") ?? ""
  expect(cookie).toContain("HttpOnly")
  expect(cookie).toContain("SameSite=Lax")
  const headers = { cookie: cookie.split(";")[0] ?? "" }
  expect((await fetch(path, { headers })).status).toBe(200)
  const disguised = await fetch(`${zmqscope.url}/?%74oken=${token}`, { redirect: "manual" })
  expect(disguised.status).toBe(303)
  expect((await fetch(`${zmqscope.url}/?token=wrong`, { redirect: "manual" })).status).toBe(401)
  await eventually(() => zmqscope.stderr.includes('"url":"/?token=..."'), "the request in the log")
  expect(zmqscope.stderr).not.toContain(token)
})
