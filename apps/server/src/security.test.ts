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

/** Of what is asked at port 5580, by one Host and no Origin unless given. */
function hostRefusal(
  policy: AccessPolicy,
  { host = "localhost:5580", ...change }: Partial<Address> & { readonly host?: string },
) {
  return judgeHost(policy, { hosts: [host], origin: undefined, port: 5580, ...change })
}

function hostCode(...asked: Parameters<typeof hostRefusal>): string | undefined {
  return hostRefusal(...asked)?.code
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

  it("may not be missing, and not be there twice, the first one good", () => {
    expect(hostCode(own, { hosts: [] })).toBe("forbidden-host")
    const hosts = ["localhost:5580", "evil.example"]
    expect(hostRefusal(own, { hosts })).toMatchObject({ status: 400, code: "ambiguous-host" })
  })

  it("that is refused is told with what to do, behind a proxy too", () => {
    const { detail } = hostRefusal(own, { host: "tools.example" }) ?? {}
    expect(detail).toContain("http://localhost:5580")
    expect(detail).toContain("--public-url http://tools.example/")
    expect(hostRefusal(own, { host: "<script>" })?.detail).not.toContain("<")
  })

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

describe("a public URL", () => {
  const policy = (url: string) => accessPolicy("127.0.0.1", [], new URL(url))

  it.each([
    ["http://127.0.0.1:8080/zmq/", "127.0.0.1:8080"],
    ["http://tools.example/", "tools.example"],
    ["http://tools.example/", "TOOLS.example:80"],
    ["https://tools.example/zmq/", "tools.example:443"],
    ["https://[::1]:8443/", "[::1]:8443"],
  ])("%s lets in who asks %s, and who asks directly", (url, host) => {
    expect(hostCode(policy(url), { host })).toBeUndefined()
    expect(hostCode(policy(url), { host: "localhost:5580" })).toBeUndefined()
    expect(hostCode(own, { host })).toBe("forbidden-host")
  })

  it.each(["tools.example:8080", "other.example", "tools.example.evil.example", "tools.example:"])(
    "https://tools.example/ lets in nobody who asks %s",
    (host) => expect(hostCode(policy("https://tools.example/"), { host })).toBe("forbidden-host"),
  )

  it("lets in its own page, in its own scheme and port alone", () => {
    const asked = (origin: string) => hostCode(policy("https://tools.example/zmq/"), { origin })
    expect(asked("https://tools.example")).toBeUndefined()
    expect(asked("http://localhost:5580")).toBeUndefined()
    for (const origin of [
      "http://tools.example",
      "https://tools.example:8443",
      "https://x.example",
    ])
      expect(asked(origin)).toBe("forbidden-origin")
  })

  it("needs a token where others can open it, and none on this machine", () => {
    expect(policy("https://tools.example/").token).toMatch(/^[0-9a-f]{32}$/)
    for (const url of ["http://127.0.0.1:8080/", "http://localhost/zmq/", "http://[::1]:8080/"])
      expect(policy(url).token).toBeUndefined()
  })
})

describe("IPv6", () => {
  it("loopback needs no token, and everywhere needs one", () => {
    expect(accessPolicy("::1", []).token).toBeUndefined()
    expect(accessPolicy("::", []).token).toBeDefined()
    expect(accessPolicy("fd00::2", []).token).toBeDefined()
  })

  it("names stand in brackets", () => {
    expect(hostCode(accessPolicy("::1", []), { host: "[::1]:5580" })).toBeUndefined()
    expect(hostCode(accessPolicy("::", ["fd00::2"]), { host: "[fd00::2]:5580" })).toBeUndefined()
  })
})
