import { describe, expect, it } from "vitest"
import { environmentName, helpText, parseOptions } from "./options.js"

function faultsOf(argv: string[], env: Record<string, string> = {}): readonly string[] {
  const parsed = parseOptions(argv, env)
  return parsed.kind === "fault" ? parsed.faults : []
}

describe("options", () => {
  it("have defaults that bind nothing but this machine", () => {
    expect(parseOptions([], {})).toEqual({
      kind: "run",
      options: {
        host: "127.0.0.1",
        httpPort: 5580,
        frontendPort: 5559,
        backendPort: 5560,
        empty: false,
        seed: 1,
        open: false,
        logLevel: "warn",
      },
    })
  })

  it("are read from arguments, with = or a space", () => {
    const argv = ["--http-port=0", "--seed", "7", "--empty", "--host", "localhost"]
    const parsed = parseOptions(argv, {})
    expect(parsed).toMatchObject({
      kind: "run",
      options: { httpPort: 0, seed: 7, empty: true, host: "127.0.0.1" },
    })
  })

  it("are read from the environment, and an argument wins", () => {
    const env = { ZMQSCOPE_HTTP_PORT: "8080", ZMQSCOPE_SEED: "3", ZMQSCOPE_EMPTY: "1" }
    expect(parseOptions(["--seed", "4"], env)).toMatchObject({
      options: { httpPort: 8080, seed: 4, empty: true },
    })
  })

  it("ask for help and version before anything else is judged", () => {
    expect(parseOptions(["--http-port", "x", "--help"], {}).kind).toBe("help")
    expect(parseOptions(["--version"], {}).kind).toBe("version")
  })

  it.each([
    [["--http-port", "70000"], "--http-port", "70000", "0 to 65535"],
    [["--http-port", "80x"], "--http-port", "80x", "0 to 65535"],
    [["--http-port=-1"], "--http-port", "-1", "0 to 65535"],
    [["--seed", "1.5"], "--seed", "1.5", "0 to 4294967295"],
    [["--host", "nowhere"], "--host", "nowhere", "IPv4 address"],
    [["--empty=maybe"], "--empty", "maybe", "true or false"],
    [["--log-level", "loud"], "--log-level", "loud", "one of trace"],
    [["--backend-port", "5559"], "--backend-port", "5559", "that differ"],
    [["--turbo"], "--turbo", "not an option", "--http-port"],
    [["start"], "start", "only options", "--help"],
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
    for (const name of ["host", "http-port", "frontend-port", "backend-port", "empty", "seed"]) {
      expect(helpText()).toContain(`--${name}`)
      expect(helpText()).toContain(environmentName(name))
    }
  })
})
