import { describe, expect, it } from "vitest"
import { type Options, parseOptions } from "./options.js"

const ATTACH = ["--attach-frontend", "tcp://127.0.0.1:7001", "--attach-backend", "tcp://[::1]:7002"]
const FILE = "zmqscope.config.json"

type Values = Record<string, string>

function parse(words: string | readonly string[], file?: unknown, env: Values = {}) {
  const argv = typeof words === "string" ? words.split(" ").filter(Boolean) : [...words]
  const text = typeof file === "string" ? file : JSON.stringify(file)
  return parseOptions(argv, env, (path) => (path === FILE ? text : undefined))
}

function optionsOf(...given: Parameters<typeof parse>): Options {
  const parsed = parse(...given)
  if (parsed.kind !== "run") throw new Error(JSON.stringify(parsed))
  return parsed.options
}

function faultsOf(...given: Parameters<typeof parse>): readonly string[] {
  const parsed = parse(...given)
  return parsed.kind === "fault" ? parsed.faults : []
}

const PORTS = "--frontend-port 0 --backend-port 0"

describe("several brokers on the command line", () => {
  it("have what follows their names, and what stands before the first holds for all", () => {
    const options = optionsOf(
      "--empty --seed 3 --broker orders --frontend-port 1 --backend-port 2 --broker payments --frontend-port 3 --backend-port 4 --seed 9 --engine libzmq --http-port 5",
    )
    expect(options).toMatchObject({
      httpPort: 5,
      brokers: [
        { name: "orders", frontendPort: 1, backendPort: 2, seed: 3, empty: true, engine: "zmtp" },
        { name: "payments", frontendPort: 3, backendPort: 4, seed: 9, engine: "libzmq" },
      ],
    })
    expect(options.brokers).toHaveLength(2)
  })

  it("are own ones and attached ones side by side", () => {
    const words = ["--broker", "own", "--broker", "legacy", "--frontend-port=1", ...ATTACH]
    const { brokers } = optionsOf([...words, "--backend-port=2"])
    expect(brokers).toMatchObject([
      { name: "own", engine: "zmtp", target: undefined },
      {
        name: "legacy",
        engine: "attach",
        target: {
          frontend: { host: "127.0.0.1", port: 7001 },
          backend: { host: "::1", port: 7002 },
        },
      },
    ])
  })

  it("may be one, and attach is the short form of an attached one", () => {
    expect(optionsOf("--broker orders").brokers).toMatchObject([{ name: "orders" }])
    expect(optionsOf("--broker scene-of-crime").brokers).toMatchObject([{ name: "scene-of-crime" }])
    const [short] = optionsOf("attach --frontend tcp://a:1 --backend tcp://a:2").brokers
    const [long] = optionsOf("--attach-frontend tcp://a:1 --attach-backend tcp://a:2").brokers
    const { frontend, backend } = long?.target ?? {}
    expect([frontend?.givenBy, backend?.givenBy]).toEqual(["--attach-frontend", "--attach-backend"])
    const shortly = {
      frontend: { ...frontend, givenBy: "--frontend" },
      backend: { ...backend, givenBy: "--backend" },
    }
    expect(short).toEqual({ ...long, target: shortly })
  })

  it.each([
    [`${PORTS} --broker a --broker a`, '--broker "a" is there twice: give each'],
    ["--broker a --broker b", '--frontend-port 5559 of "b" is also --frontend-port of "a"'],
    ["--broker a --backend-port 5580", "--backend-port 5580 is also --http-port"],
    ["--broker Orders", '--broker "Orders" makes no sense: allowed is small letters'],
    ["--broker race-1-a", '--broker "race-1-a" makes no sense'],
    ["--broker scene-12", '--broker "scene-12" makes no sense'],
    ["--broker -a", '--broker "-a" makes no sense'],
    [`${PORTS} --broker a --broker b --turbo`, "--turbo is not an option"],
    ["--constructor", "--constructor is not an option"],
    [
      `${PORTS} --broker a --frontend tcp://127.0.0.1:7001`,
      "--frontend names a port of a broker to watch: write --attach-frontend, or begin with attach",
    ],
    [
      "attach --fronted tcp://127.0.0.1:7001",
      "is not an option: allowed are --frontend, --backend, ",
    ],
    [
      `${PORTS} --broker a --broker b --attach-frontend tcp://a:1`,
      '--attach-backend of "b" is missing: both ports',
    ],
    [
      `${PORTS} --attach-frontend tcp://a:1 --broker a --broker b`,
      "--attach-frontend does not say which broker it is for",
    ],
    [
      `${PORTS} --broker a --broker b --attach-frontend tcp://a:1 --attach-backend tcp://a:2 --engine zmtp`,
      '--engine of "b" makes no sense with attach',
    ],
    [
      "attach --frontend tcp://a:1 --backend tcp://a:2 --broker a",
      "attach watches one broker alone",
    ],
  ])("are refused with what to do: %s", (words, fault) => {
    expect(faultsOf(words)[0]).toContain(fault)
  })

  it("are not attached to themselves, nor to each other in a circle", () => {
    const attached = (name: string, port: number, to: number) =>
      `--broker ${name} --frontend-port ${port} --backend-port ${port + 1} --attach-frontend tcp://127.0.0.1:${to} --attach-backend tcp://127.0.0.1:${to + 1}`
    expect(
      faultsOf(`${attached("a", 10, 20)} ${attached("b", 20, 30)} ${attached("c", 30, 10)}`),
    ).toEqual([
      '"a" watches "b", which watches "c", which watches "a": in a circle nothing reaches a broker, so give one of them the ports of the broker itself',
    ])
    expect(faultsOf(`${attached("a", 10, 5580)} --broker b`)[0]).toContain(
      '--attach-frontend tcp://127.0.0.1:5580 of "a" is where zmqscope itself would listen',
    )
    // One that watches another of this server, which is a broker, leads somewhere.
    expect(optionsOf(`${attached("a", 10, 5559)} --broker b`).brokers).toHaveLength(2)
  })
})

describe("a configuration file", () => {
  const file = {
    httpPort: 8080,
    seed: 4,
    brokers: [
      { name: "orders", frontendPort: 1, backendPort: 2, engine: "libzmq", empty: true },
      {
        name: "legacy",
        frontendPort: 3,
        backendPort: 4,
        attach: { frontend: "tcp://broker:7001", backend: "tcp://broker:7002" },
      },
    ],
  }

  it("says what the command line would", () => {
    expect(optionsOf("", file)).toMatchObject({
      httpPort: 8080,
      brokers: [
        { name: "orders", frontendPort: 1, backendPort: 2, engine: "libzmq", seed: 4, empty: true },
        { name: "legacy", engine: "attach", target: { frontend: { host: "broker", port: 7001 } } },
      ],
    })
  })

  it("is beaten by arguments, by the environment, and joined by brokers of both", () => {
    const words =
      "--http-port 10 --broker orders --seed 6 --broker more --frontend-port 7 --backend-port 8"
    expect(optionsOf(words, file, { ZMQSCOPE_SEED: "5" })).toMatchObject({
      httpPort: 10,
      brokers: [
        { name: "orders", frontendPort: 1, seed: 6 },
        { name: "legacy", seed: 5 },
        { name: "more", frontendPort: 7, seed: 5 },
      ],
    })
    expect(optionsOf(PORTS, file).brokers).toMatchObject([
      { frontendPort: 0, backendPort: 0 },
      { frontendPort: 0, backendPort: 0 },
    ])
  })

  it("is named by --config or ZMQSCOPE_CONFIG, and then must be there", () => {
    expect(faultsOf("--config other.json")[0]).toContain('"other.json" is not there')
    expect(faultsOf("", undefined, { ZMQSCOPE_CONFIG: "other.json" })).toHaveLength(1)
    expect(optionsOf(`--config ${FILE}`, file).httpPort).toBe(8080)
  })

  it("may begin with a byte order mark", () => {
    expect(optionsOf("", `\uFEFF${JSON.stringify(file)}`).httpPort).toBe(8080)
  })

  it.each([
    ["{", "is no JSON"],
    [[], "the whole must be an object: README.md shows one"],
    [{ brokers: [] }, "/brokers must be a list of at least one broker"],
    [{ httpPort: "80" }, "/httpPort must be a whole number from 0 to 65535"],
    [
      { brokers: [{ name: "a", frontendPort: 70_000 }] },
      "/brokers/0/frontendPort must be a whole number from 0 to 65535",
    ],
    [{ brokers: [{ frontendPort: 1 }] }, "/brokers/0/name is required: small letters"],
    [{ brokers: [{ name: "A" }] }, "/brokers/0/name must be small letters"],
    [{ brokers: [{ name: "a" }, { name: "a" }] }, '"a" is there twice'],
    [
      { brokers: [{ name: "a", attach: { frontend: "tcp://a:1" } }] },
      "/brokers/0/attach/backend is required: tcp://HOST:PORT",
    ],
    [
      { brokers: [{ name: "a", attach: { frontend: "a:1", backend: "tcp://a:2" } }] },
      '/brokers/0/attach/frontend "a:1" makes no sense: allowed is tcp://HOST:PORT',
    ],
    [
      { brokers: [{ name: "a", attach: "tcp://a:1" }] },
      '/attach must be an object with "frontend"',
    ],
    [{ open: "yes" }, "/open must be true or false"],
    [{ logLevel: "loud" }, "/logLevel must be one of trace, debug"],
    [{ turbo: true }, "/turbo is not known here: allowed are $schema, host, httpPort"],
    [{ host: "nowhere" }, 'host "nowhere" makes no sense: allowed is an IPv4'],
  ])("is refused with its place and what is allowed: %j", (wrong, fault) => {
    const [first] = faultsOf("", wrong)
    expect(first).toMatch(/^zmqscope\.config\.json/)
    expect(first).toContain(fault)
  })
})
