import { STATUS_CODES } from "node:http"
import { CallError, type Problem } from "@zmqscope/protocol"
import type { FastifyError, FastifyReply } from "fastify"
import { InvalidInput } from "./validation.js"

/** Refuses a request: `detail` says what happened, why, and what to do. */
export class ProblemError extends Error {
  readonly status: number
  readonly code: string
  readonly limit: number | undefined

  constructor(status: number, code: string, detail: string, limit?: number) {
    super(detail)
    this.name = "ProblemError"
    this.status = status
    this.code = code
    this.limit = limit
  }
}

/** How a refusal of a child process is told over HTTP. */
const CALL_STATUS: Readonly<Record<string, number>> = {
  invalid: 400,
  "unknown-peer": 404,
  "unknown-worker": 404,
  "cannot-drain": 409,
  "not-supported": 409,
  gone: 503,
  timeout: 504,
  "not-started": 503,
}

/** Codes for what Fastify refuses before a route is reached. */
const FASTIFY_CODES: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "unsupported-media-type",
  FST_ERR_CTP_INVALID_JSON_BODY: "invalid-json",
  FST_ERR_CTP_EMPTY_JSON_BODY: "invalid-json",
  FST_ERR_CTP_BODY_TOO_LARGE: "body-too-large",
}

/** The RFC 9457 document of any error; status 500 says nothing of the inside. */
export function problemOf(error: Error | FastifyError): Problem {
  if (error instanceof ProblemError) {
    const limit = error.limit === undefined ? {} : { limit: error.limit }
    return { ...problem(error.status, error.code, error.message), ...limit }
  }
  if (error instanceof InvalidInput) {
    return { ...problem(400, "invalid-request", error.message), errors: [...error.faults] }
  }
  if (error instanceof CallError) {
    const status = CALL_STATUS[error.code]
    if (status !== undefined) return problem(status, error.code, error.message)
  }
  if ("statusCode" in error && error.statusCode !== undefined && error.statusCode < 500) {
    const code = FASTIFY_CODES[error.code] ?? "bad-request"
    const hint = error.statusCode === 415 ? ": send JSON as application/json" : ""
    return problem(error.statusCode, code, `${error.message}${hint}`)
  }
  return problem(500, "internal", "The server failed at this request; its log says why.")
}

export async function sendProblem(reply: FastifyReply, document: Problem): Promise<FastifyReply> {
  return reply.code(document.status).type("application/problem+json").send(document)
}

function problem(status: number, code: string, detail: string): Problem {
  return { type: "about:blank", title: STATUS_CODES[status] ?? "Error", status, detail, code }
}
