import type { FastifyRequest } from "fastify"
import { destination, type Logger, pino } from "pino"
import type { LogLevel } from "./options.js"

const STDERR = 2

/** The log, on stderr. Requests are in it from `info` on, without the token that one may carry. */
export function createLog(level: LogLevel): Logger {
  return pino({ level, serializers: { req: loggedRequest } }, destination(STDERR))
}

function loggedRequest({ method, url, host, ip }: FastifyRequest) {
  return { method, url: url.replace(/([?&]token=)[^&]*/, "$1..."), host, remoteAddress: ip }
}
