import { createHash, randomBytes, timingSafeEqual } from "node:crypto"
import { inUrl, isLoopback } from "./addresses.js"

const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "::1"]

/** Who may ask: the names this server answers to, and what proves a right to when it is open. */
export interface AccessPolicy {
  /** Host names without a port, lower case, IPv6 in brackets. */
  readonly hosts: ReadonlySet<string>
  /** Where browsers open the page through a proxy: its host and port are allowed as well. */
  readonly publicUrl: URL | undefined
  /** Needed on every request; undefined when only this machine can connect. */
  readonly token: string | undefined
}

/** Whom a request or an upgrade takes itself to ask, and from which page. */
export interface Address {
  /** Every Host header, since there can be more than one. */
  readonly hosts: readonly string[]
  /** Undefined, too, for what any page may load. */
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
  readonly status: 400 | 401 | 403
  readonly code: "ambiguous-host" | "forbidden-host" | "forbidden-origin" | "token-needed"
  readonly detail: string
}

/**
 * Listening on loopback needs no token and knows only loopback names; anything else needs a token
 * and answers to `machineNames` (interface addresses, host name) as well. A public URL that others
 * can open needs a token, too: whoever reaches the proxy reaches this.
 */
export function accessPolicy(
  host: string,
  machineNames: readonly string[],
  publicUrl?: URL,
): AccessPolicy {
  const isOpen = !isLoopback(host)
  const isPublic = publicUrl !== undefined && !isLoopback(publicUrl.hostname.replace(/[[\]]/g, ""))
  const names = [...LOOPBACK_NAMES, host, ...(isOpen ? machineNames : [])]
  return {
    hosts: new Set(names.map((name) => inUrl(name).toLowerCase())),
    publicUrl,
    token: isOpen || isPublic ? randomBytes(16).toString("hex") : undefined,
  }
}

/**
 * Why a request is refused, or undefined. A wrong Host is how DNS rebinding shows, a foreign
 * Origin how another page in the same browser does; both are judged before the token.
 */
export function judgeHost(policy: AccessPolicy, asked: Address): Refusal | undefined {
  const { hosts, origin, port } = asked
  const [host = ""] = hosts
  if (hosts.length > 1) {
    const detail = "The request has more than one Host header, so it is not known whom it asks."
    return { status: 400, code: "ambiguous-host", detail }
  }
  if (!isAllowedAuthority(policy, host, port)) {
    const name = readable(host)
    const detail = `Host ${name} is not a name of this server: open it as http://localhost:${port}. Behind a proxy, start it with --public-url http://${name}/ (the URL that browsers open); to be reached by this name from a network, with --host.`
    return { status: 403, code: "forbidden-host", detail }
  }
  return judgeOrigin(policy, origin, port)
}

/** Why a page may not use this server, or undefined. */
export function judgeOrigin(
  policy: AccessPolicy,
  origin: string | undefined,
  port: number | undefined,
): Refusal | undefined {
  if (origin === undefined || isAllowedOrigin(policy, origin, port)) return undefined
  const detail = `A page of ${readable(origin)} may not use this server; only its own page may. If it is its own, behind a proxy, start it with --public-url and the URL that browsers open.`
  return { status: 403, code: "forbidden-origin", detail }
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
  if (origin === policy.publicUrl?.origin) return true
  const scheme = "http://"
  return (
    origin.startsWith(scheme) && isLocalAuthority(policy.hosts, origin.slice(scheme.length), port)
  )
}

function isAllowedAuthority(
  { hosts, publicUrl }: AccessPolicy,
  authority: string,
  port: number | undefined,
): boolean {
  if (isLocalAuthority(hosts, authority, port)) return true
  if (publicUrl === undefined) return false
  const defaultPort = publicUrl.protocol === "https:" ? ":443" : ":80"
  const asked = authority.toLowerCase()
  return asked === publicUrl.host || asked === publicUrl.host + defaultPort
}

function isLocalAuthority(
  hosts: ReadonlySet<string>,
  authority: string,
  port: number | undefined,
): boolean {
  const match = /^(.*?)(?::(\d{1,5}))?$/.exec(authority.toLowerCase())
  if (match === null) return false
  const [, name = "", givenPort = "80"] = match
  return hosts.has(name) && Number(givenPort) === port
}

/** What a request claims, as it may stand in a sentence. */
function readable(claim: string): string {
  return /^[\w.:/[\]-]{1,255}$/.test(claim) ? claim : "(none)"
}
