import { isIPv4, isIPv6 } from "node:net"
import type { Address } from "@zmqscope/broker"

/** What an option's text means, each undefined for a text that is not allowed. */

export function wholeNumber(text: string, maximum: number): number | undefined {
  if (!/^\d{1,10}$/.test(text)) return undefined
  const value = Number(text)
  return value <= maximum ? value : undefined
}

export function parseFlag(text: string): boolean | undefined {
  if (text === "true" || text === "1") return true
  return text === "false" || text === "0" ? false : undefined
}

/** A broker's name, as it stands in URLs: none that the broker of a scene or of a race's lane will have. */
export const NAME_PATTERN = "^(?!(scene|race)-[0-9])[a-z0-9][a-z0-9-]*$"
export const NAME_ALLOWED =
  "small letters, digits and hyphens, no hyphen first, and not scene-1 or race-1 and so on, which scenes and races need"

export function isName(text: string): boolean {
  return new RegExp(NAME_PATTERN).test(text)
}

/** `tcp://host:port`, a host by name or address. */
export function parseEndpoint(text: string): Address | undefined {
  const [, host = "", digits = ""] = /^tcp:\/\/(\[[^\]]+\]|[^:/[\]]+):(\d{1,5})$/.exec(text) ?? []
  const number = wholeNumber(digits, 65_535)
  if (host === "" || host === "*" || number === undefined || number === 0) return undefined
  return { host: host.startsWith("[") ? host.slice(1, -1) : host, port: number }
}

/** IPv6 with brackets or without, in its shortest form. A zone (`fe80::1%eth0`) is in no URL. */
export function parseHost(text: string): string | undefined {
  if (text === "localhost") return "127.0.0.1"
  if (isIPv4(text)) return text
  const address = /^\[(.+)\]$/.exec(text)?.[1] ?? text
  if (!isIPv6(address) || address.includes("%")) return undefined
  return new URL(`http://[${address}]`).hostname.slice(1, -1)
}

export function parsePublicUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const { protocol, username, password, search, hash, pathname } = url
  if (protocol !== "http:" && protocol !== "https:") return undefined
  if (username + password + search + hash !== "") return undefined
  if (!pathname.endsWith("/")) url.pathname = `${pathname}/`
  return url
}
