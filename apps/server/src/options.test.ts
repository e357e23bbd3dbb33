import { describe, expect, it } from "vitest"
import { helpText } from "./help-text.js"
import { environmentName } from "./option-specs.js"
import { type ParsedOptions, parseOptions } from "./options.js"

type Environment = Record<string, string>

/** @param files by path */
function parse(argv: string[], env: Environment = {}, files: Environment = {}): ParsedOptions {
  return parseOptions(argv, env, (path) => files[path])
}

function faultsOf(
  argv: string[],
  env: Environment = {},
  files: Environment = {},
): readonly string[] {
  const parsed = parse(argv, env, files)
  return parsed.kind === "fault" ? parsed.faults : []
}

const ATTACH = ["attach", "--frontend", "tcp://localhost:7001", "--backend", "tcp://[::1]:7002"]

describe("options", () => {
  it("have defaults that bind nothing but this machine", () => {
    expect(parse([])).toEqual({
      kind: "run",
      options: {
        host: "127.0.0.1",
        publicUrl: undefined,
        httpPort: 5580,
        open: false,
        scenes: undefined,
        data: undefined,
        logLevel: "warn",
        brokers: [
          {
            name: "main",
            engine: "zmtp",
            frontendPort: 5559,
            backendPort: 5560,
            target: undefined,
            empty: false,
            seed: 1,
            bodyBytes: 65_536,
            bodiesBytes: 64 * 1024 * 1024,
          },
        ],
      },
    })
  })

  it("are read from arguments, with = or a space", () => {
    const argv = ["--http-port=0", "--seed", "7", "--empty", "--host", "localhost"]
    const parsed = parse(argv)
    expect(parsed).toMatchObject({
      kind: "run",
      options: { httpPort: 0, host: "127.0.0.1", brokers: [{ seed: 7, empty: true }] },
    })
  })

  it.each([
    ["::1", "::1"],
    ["[::1]", "::1"],
    ["::", "::"],
    ["0:0:0:0:0:0:0:1", "::1"],
    ["FD00::2", "fd00::2"],
  ])("take the IPv6 host %s", (text, host) => {
    expect(parse(["--host", text])).toMatchObject({ options: { host } })
  })

  it.each([
    ["https://tools.example/zmq", "https://tools.example/zmq/"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080/"],
    ["HTTP://Tools.Example:80/a/b/", "http://tools.example/a/b/"],
  ])("take the public URL %s", (text, href) => {
    expect(parse(["--public-url", text])).toMatchObject({
      options: { publicUrl: new URL(href) },
    })
  })

  it("name a broker to attach to", () => {
    expect(parse(ATTACH)).toMatchObject({
      kind: "run",
      options: {
        brokers: [
          {
            name: "main",
            engine: "attach",
            target: {
              frontend: { host: "localhost", port: 7001 },
              backend: { host: "::1", port: 7002 },
            },
          },
        ],
      },
    })
  })

  it("are read from the environment, and an argument wins", () => {
    const env = { ZMQSCOPE_HTTP_PORT: "8080", ZMQSCOPE_SEED: "3", ZMQSCOPE_EMPTY: "1" }
    expect(parse(["--seed", "4"], env)).toMatchObject({
      options: { httpPort: 8080, brokers: [{ seed: 4, empty: true }] },
    })
  })

  it("ask for help and version before anything else is judged", () => {
    expect(parse(["--http-port", "x", "--help"]).kind).toBe("help")
    expect(parse(["--version"]).kind).toBe("version")
  })

  it.each([
    [["--http-port", "70000"], "--http-port", "70000", "0 to 65535"],
    [["--http-port", "80x"], "--http-port", "80x", "0 to 65535"],
    [["--http-port=-1"], "--http-port", "-1", "0 to 65535"],
    [["--seed", "1.5"], "--seed", "1.5", "0 to 4294967295"],
    [["--host", "nowhere"], "--host", "nowhere", "IPv4 or IPv6 address"],
    [["--host", "fe80::1%eth0"], "--host", "fe80::1%eth0", "IPv6 address"],
    [["--host", "[127.0.0.1]"], "--host", "[127.0.0.1]", "IPv6 address"],
    [["--engine", "zmq"], "--engine", "zmq", "zmtp, libzmq"],
    [["--public-url", "tools.example"], "--public-url", "tools.example", "http or https URL"],
    [["--public-url", "ftp://a/"], "--public-url", "ftp://a/", "http or https URL"],
    [["--public-url", "http://a/?b=c"], "--public-url", "http://a/?b=c", "alone"],
    [["--public-url", "http://u:p@a/"], "--public-url", "http://u:p@a/", "alone"],
    [["--empty=maybe"], "--empty", "maybe", "true or false"],
    [["--log-level", "loud"], "--log-level", "loud", "one of trace"],
    [["--backend-port", "5559"], "--backend-port", "5559", "that differ"],
    [["--turbo"], "--turbo", "not an option", "--http-port"],
    [["start"], "start", "only options", "--help"],
    [["--frontend", "tcp://b:1"], "--frontend", "attach", "--attach-frontend"],
    [["attach", "--frontend", "tcp://b:1"], "--backend", "missing", "tcp://HOST:PORT"],
    [["attach", "--frontend=b:1", "--backend=tcp://b:2"], "--frontend", "b:1", "tcp://HOST:PORT"],
    [[...ATTACH, "--engine", "zmtp"], "--engine", "attach", "somebody else's"],
    [[...ATTACH, "--frontend-port", "7001"], "--frontend", "tcp://localhost:7001", "itself"],
    [["--seed"], "--seed", '""', "whole number"],
  ])("name the option, the value and what is allowed: %j", (argv, ...parts) => {
    const faults = faultsOf(argv)
    expect(faults).toHaveLength(1)
    for (const part of parts) expect(faults[0]).toContain(part)
  })

  it("name the environment variable when the fault is there", () => {
    expect(faultsOf([], { ZMQSCOPE_SEED: "x" })[0]).toContain('ZMQSCOPE_SEED "x"')
  })

  it("report every fault, not the first", () => {
    expect(faultsOf(["--http-port", "x", "--seed", "y"])).toHaveLength(2)
  })

  it("are all in the help, with their environment variables", () => {
    const names = ["host", "http-port", "frontend-port", "backend-port", "empty", "seed"]
    for (const name of [...names, "public-url", "engine", "attach-frontend", "config"]) {
      expect(helpText()).toContain(`--${name}`)
      expect(helpText()).toContain(environmentName(name))
    }
  })
})
