import { describe, expect, it } from "vitest"
import {
  type AccessPolicy,
  type Address,
  accessPolicy,
  type Credentials,
  isToken,
  judgeHost,
  judgeToken,
} from "./security.js"

const own = accessPolicy("127.0.0.1", [])
const open = accessPolicy("0.0.0.0", ["192.168.1.7", "fe80::1", "Studio"])

function hostCode(policy: AccessPolicy, change: Partial<Address>): string | undefined {
  const address = { host: "localhost:5580", origin: undefined, port: 5580, ...change }
  return judgeHost(policy, address)?.code
}

function tokenCode(policy: AccessPolicy, shown: Partial<Credentials>): string | undefined {
  return judgeToken(policy, { authorization: undefined, cookieToken: undefined, ...shown })?.code
}

describe("the Host header", () => {
  it.each(["localhost:5580", "127.0.0.1:5580", "[::1]:5580", "LOCALHOST:5580"])(
    "may be %s",
    (host) => expect(hostCode(own, { host })).toBeUndefined(),
  )

  it.each([
    undefined,
    "",
    "evil.example:5580",
    "localhost",
    "localhost:5581",
    "localhost:5580.evil.example",
    "localhost.evil.example:5580",
    "192.168.1.7:5580",
    "::1:5580",
    "localhost:05580x",
  ])("may not be %s", (host) => expect(hostCode(own, { host })).toBe("forbidden-host"))

  it("needs no port on port 80", () => {
    expect(hostCode(own, { host: "localhost", port: 80 })).toBeUndefined()
  })

  it.each(["192.168.1.7:5580", "[fe80::1]:5580", "studio:5580", "localhost:5580"])(
    "may be %s, a name of the machine, when it is open",
    (host) => expect(hostCode(open, { host })).toBeUndefined(),
  )
})

describe("the Origin header", () => {
  it("may be absent, as it is from tools", () => {
    expect(hostCode(own, {})).toBeUndefined()
  })

  it.each(["http://localhost:5580", "http://127.0.0.1:5580"])("may be %s", (origin) => {
    expect(hostCode(own, { origin })).toBeUndefined()
  })

  it.each([
    "null",
    "",
    "https://localhost:5580",
    "http://localhost:3000",
    "http://localhost",
    "http://evil.example",
    "http://localhost:5580.evil.example",
    "http://user@localhost:5580",
    "http://localhost:5580/",
  ])("may not be %s", (origin) => expect(hostCode(own, { origin })).toBe("forbidden-origin"))
})

describe("the token", () => {
  it("is not needed on loopback", () => {
    expect(own.token).toBeUndefined()
    expect(tokenCode(own, {})).toBeUndefined()
  })

  it("is 128 random bits, new for each start, when open", () => {
    expect(open.token).toMatch(/^[0-9a-f]{32}$/)
    expect(accessPolicy("0.0.0.0", []).token).not.toBe(open.token)
  })

  it("is taken from the Authorization header or the cookie, and refused otherwise", () => {
    const token = open.token ?? ""
    expect(tokenCode(open, { authorization: `Bearer ${token}` })).toBeUndefined()
    expect(tokenCode(open, { cookieToken: token })).toBeUndefined()
    for (const wrong of [
      {},
      { cookieToken: "" },
      { authorization: `Bearer ${token}0` },
      { cookieToken: token.slice(1) },
    ]) {
      expect(tokenCode(open, wrong)).toBe("token-needed")
    }
  })

  it("is compared whole", () => {
    expect(isToken("abc", "abc")).toBe(true)
    expect(isToken("abc", "abcd")).toBe(false)
    expect(isToken("abc", undefined)).toBe(false)
  })
})
