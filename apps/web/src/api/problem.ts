import type { Problem } from "@zmqscope/protocol"
import { reasonOf } from "../reason.js"

/** A request that the server refused, or that never reached it (`code` is then `unreachable`). */
export class ApiError extends Error {
  readonly code: string
  /** HTTP status; 0 when there was no answer. */
  readonly status: number
  /** Each fault of the body, by JSON pointer. */
  readonly faults: ReadonlyMap<string, string>

  constructor(code: string, status: number, message: string, faults: ReadonlyMap<string, string>) {
    super(message)
    this.name = "ApiError"
    this.code = code
    this.status = status
    this.faults = faults
  }

  static unreachable(cause: unknown): ApiError {
    const detail = `The server could not be reached (${reasonOf(cause)}). Is it still running?`
    return new ApiError("unreachable", 0, detail, new Map())
  }

  /** From an answer's body, which should be a problem document but may be anything. */
  static fromAnswer(status: number, body: unknown): ApiError {
    if (!isProblem(body)) {
      return new ApiError(
        "unexpected",
        status,
        `The server answered ${status} without saying why.`,
        new Map(),
      )
    }
    const faults = new Map((body.errors ?? []).map(({ path, message }) => [path, message]))
    return new ApiError(body.code, status, body.detail, faults)
  }
}

export function isProblem(value: unknown): value is Problem {
  return (
    typeof value === "object" &&
    value !== null &&
    "code" in value &&
    typeof value.code === "string" &&
    "detail" in value &&
    typeof value.detail === "string" &&
    (!("errors" in value) || Array.isArray(value.errors))
  )
}
