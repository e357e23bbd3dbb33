import { isIPv6 } from "node:net"
import { hostname, networkInterfaces } from "node:os"

const EVERYWHERE_V4 = "0.0.0.0"
const EVERYWHERE_V6 = "::"

/** Whether only this machine can connect to what listens there. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.[\d.]+$/.test(host)
}

/** An address as it stands in a URL or an endpoint: IPv6 in brackets. */
export function inUrl(host: string): string {
  return isIPv6(host) ? `[${host}]` : host
}

/** `tcp://HOST:PORT`. */
export function endpoint({ host, port }: { readonly host: string; readonly port: number }): string {
  return `tcp://${inUrl(host)}:${port}`
}

/** Where this machine's own peers connect to what is bound at an endpoint. */
export function localEndpoint(bound: string): string {
  const [, host = "", port] = /^tcp:\/\/\[?(.+?)\]?:(\d+)$/.exec(bound) ?? []
  return `tcp://${inUrl(locally(host))}:${port}`
}

/** Where this machine reaches what listens at `host`, which may stand for all interfaces. */
export function locally(host: string): string {
  if (host === EVERYWHERE_V4) return "127.0.0.1"
  return host === EVERYWHERE_V6 ? "::1" : host
}

/** Where others reach it. */
export function fromOutside(host: string): string {
  if (host !== EVERYWHERE_V4 && host !== EVERYWHERE_V6) return host
  const outer = interfaceAddresses().filter(({ internal }) => !internal)
  // An IPv4 one first: it is what most people can type, and all interfaces have it as well.
  const address = outer.find(({ family }) => family === "IPv4") ?? outer.find(isGlobal)
  return address?.address ?? locally(host)
}

/** Everything that this machine may be called by those who connect to it. */
export function machineNames(): string[] {
  return [hostname(), ...interfaceAddresses().map(({ address }) => address)]
}

/** Whether who connects to a host gets to what listens at `ownHost` here. */
export function isThisMachine(host: string, ownHost: string): boolean {
  const address = host === "localhost" ? "127.0.0.1" : host
  if (ownHost !== EVERYWHERE_V4 && ownHost !== EVERYWHERE_V6) return address === ownHost
  return isLoopback(address) || machineNames().includes(address)
}

function interfaceAddresses() {
  return Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
}

/** Link-local addresses mean nothing without a zone, which no URL holds. */
function isGlobal({ address }: { readonly address: string }): boolean {
  return !address.toLowerCase().startsWith("fe80:")
}
