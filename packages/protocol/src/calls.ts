import { reasonOf } from "./reason.js"

/**
 * Calls and answers over a message channel (the IPC of a forked child). A map of calls names, for
 * each, what goes and what comes back; both ends are checked against it by the compiler.
 */
export interface CallMap {
  readonly [name: string]: { readonly params: unknown; readonly result: unknown }
}

export type Handlers<M extends CallMap> = {
  readonly [N in keyof M]: (params: M[N]["params"]) => Promise<M[N]["result"]> | M[N]["result"]
}

export type CallMessage = { readonly call: number; readonly name: string; readonly params: unknown }
export type AnswerMessage =
  | { readonly answer: number; readonly ok: true; readonly value: unknown }
  | {
      readonly answer: number
      readonly ok: false
      readonly code: string
      readonly message: string
    }

/** A call that was refused by the other side (its `code`), or that ended with it (`gone`). */
export class CallError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.name = "CallError"
    this.code = code
  }
}

/** The asking end. `send` hands a message to the channel; feed what comes back to `accept`. */
export class Caller<M extends CallMap> {
  readonly #send: (message: CallMessage) => void
  readonly #open = new Map<number, PromiseWithResolvers<unknown>>()
  #next = 1

  constructor(send: (message: CallMessage) => void) {
    this.#send = send
  }

  /** Rejects with CallError. */
  async call<N extends keyof M & string>(name: N, params: M[N]["params"]): Promise<M[N]["result"]> {
    const call = this.#next
    this.#next += 1
    const { promise, resolve, reject } = withResolvers<unknown>()
    this.#open.set(call, { promise, resolve, reject })
    try {
      this.#send({ call, name, params })
    } catch (error) {
      this.#open.delete(call)
      throw error
    }
    return promise
  }

  /** Takes a message from the channel; false when it is no answer to an open call. */
  accept(message: unknown): boolean {
    if (!isAnswer(message)) return false
    const open = this.#open.get(message.answer)
    if (open === undefined) return false
    this.#open.delete(message.answer)
    if (message.ok) open.resolve(message.value)
    else open.reject(new CallError(message.code, message.message))
    return true
  }

  /** Rejects every open call: the other side is gone. */
  close(why: string): void {
    for (const open of this.#open.values()) open.reject(new CallError("gone", why))
    this.#open.clear()
  }
}

/** The answering end: answers one message of the channel, or ignores it when it is no call. */
export async function answerCall<M extends CallMap>(
  handlers: Handlers<M>,
  message: unknown,
  send: (answer: AnswerMessage) => void,
): Promise<void> {
  if (!isCall(message)) return
  const { call: answer, name, params } = message
  try {
    const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined
    if (handler === undefined) throw new CallError("unknown-call", `there is no call ${name}`)
    send({ answer, ok: true, value: await handler(params) })
  } catch (error) {
    const code = error instanceof CallError ? error.code : "internal"
    send({
      answer,
      ok: false,
      code,
      message: reasonOf(error),
    })
  }
}

interface PromiseWithResolvers<T> {
  readonly promise: Promise<T>
  readonly resolve: (value: T) => void
  readonly reject: (reason: Error) => void
}

function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve: (value: T) => void = () => {}
  let reject: (reason: Error) => void = () => {}
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve
    reject = onReject
  })
  return { promise, resolve, reject }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null
}

function isCall(value: unknown): value is CallMessage {
  return isObject(value) && typeof value["call"] === "number" && typeof value["name"] === "string"
}

function isAnswer(value: unknown): value is AnswerMessage {
  return isObject(value) && typeof value["answer"] === "number" && typeof value["ok"] === "boolean"
}
