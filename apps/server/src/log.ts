import type { FastifyRequest } from "fastify"
import { destination, type Logger, pino } from "pino"
import type { LogLevel } from "./option-specs.js"

const STDERR = 2

/** The log, on stderr. Requests are in it from `info` on, without the token that one may carry. */
export function createLog(level: LogLevel): Logger {
  return pino({ level, serializers: { req: loggedRequest } }, destination(STDERR))
}

function loggedRequest({ method, url, host, ip }: FastifyRequest) {
  return { method, url: withoutToken(url), host, remoteAddress: ip }
}

/** Without the value of a parameter that is read as `token`, however that is written. */
export function withoutToken(url: string): string {
  const [path = "", ...query] = url.split("?")
  if (query.length === 0) return path
  const shown = query
    .join("?")
    .split("&")
    .map((parameter) => {
      const [name = ""] = parameter.split("=")
      return isToken(name) ? "token=..." : parameter
    })
  return `${path}?${shown.join("&")}`
}

function isToken(name: string): boolean {
  try {
    return decodeURIComponent(name) === "token"
  } catch {
    // What nobody can read is left out as well.
    return true
  }
}
