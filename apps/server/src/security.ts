import { createHash, randomBytes, timingSafeEqual } from "node:crypto"
import { isIPv6 } from "node:net"

const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]"]

/** Who may ask: the names this server answers to, and what proves a right to when it is open. */
export interface AccessPolicy {
  /** Host names without a port, lower case, IPv6 in brackets. */
  readonly hosts: ReadonlySet<string>
  /** Needed on every request; undefined when only this machine can connect. */
  readonly token: string | undefined
}

/** Whom a request or an upgrade takes itself to ask, and from which page. */
export interface Address {
  readonly host: string | undefined
  readonly origin: string | undefined
  /** The port that the connection came to. */
  readonly port: number | undefined
}

/** By what it proves that it may. */
export interface Credentials {
  readonly authorization: string | undefined
  readonly cookieToken: string | undefined
}

export interface Refusal {
  readonly status: 401 | 403
  readonly code: "forbidden-host" | "forbidden-origin" | "token-needed"
  readonly detail: string
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.")
}

/**
 * Listening on loopback needs no token and knows only loopback names; anything else needs a token
 * and answers to `machineNames` (interface addresses, host name) as well.
 */
export function accessPolicy(host: string, machineNames: readonly string[]): AccessPolicy {
  if (isLoopback(host)) return { hosts: hostNames([...LOOPBACK_NAMES, host]), token: undefined }
  const names = [...LOOPBACK_NAMES, host, ...machineNames]
  return { hosts: hostNames(names), token: randomBytes(16).toString("hex") }
}

/**
 * Why a request is refused, or undefined. A wrong Host is how DNS rebinding shows, a foreign
 * Origin how another page in the same browser does; both are judged before the token.
 */
export function judgeHost(policy: AccessPolicy, asked: Address): Refusal | undefined {
  if (asked.host === undefined || !isAllowedAuthority(policy, asked.host, asked.port)) {
    const detail = `Host ${asked.host ?? "(none)"} is not a name of this server: open it as http://localhost:${asked.port}, or start it with --host.`
    return { status: 403, code: "forbidden-host", detail }
  }
  if (asked.origin !== undefined && !isAllowedOrigin(policy, asked.origin, asked.port)) {
    const detail = `A page of ${asked.origin} may not use this server; only its own page may.`
    return { status: 403, code: "forbidden-origin", detail }
  }
  return undefined
}

export function judgeToken(policy: AccessPolicy, asked: Credentials): Refusal | undefined {
  const { token } = policy
  const bearer = asked.authorization?.replace(/^Bearer /i, "")
  if (token === undefined || isToken(token, bearer) || isToken(token, asked.cookieToken)) {
    return undefined
  }
  const detail =
    "This server is open to the network and needs its token: open the URL that it printed when it started, or send Authorization: Bearer TOKEN."
  return { status: 401, code: "token-needed", detail }
}

/** Whether a text is the token; takes the same time whatever it is. */
export function isToken(token: string, given: string | undefined): boolean {
  return given !== undefined && timingSafeEqual(digest(token), digest(given))
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest()
}

function isAllowedOrigin(policy: AccessPolicy, origin: string, port: number | undefined): boolean {
  const scheme = "http://"
  return origin.startsWith(scheme) && isAllowedAuthority(policy, origin.slice(scheme.length), port)
}

function isAllowedAuthority(
  policy: AccessPolicy,
  authority: string,
  port: number | undefined,
): boolean {
  const match = /^(.*?)(?::(\d{1,5}))?$/.exec(authority.toLowerCase())
  if (match === null) return false
  const [, name = "", givenPort = "80"] = match
  return policy.hosts.has(name) && Number(givenPort) === port
}

function hostNames(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => (isIPv6(name) ? `[${name}]` : name).toLowerCase()))
}
