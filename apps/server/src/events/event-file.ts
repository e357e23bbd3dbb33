import { readFileSync, renameSync, statSync } from "node:fs"
import { appendFile } from "node:fs/promises"
import { join } from "node:path"
import type { LoggedEvent } from "@zmqscope/protocol"
import { LoggedEvent as Schema } from "@zmqscope/protocol/schemas"
import { Check } from "typebox/schema"
import type { EventSink } from "./event-log.js"

/** The largest a file becomes; then it is the one before, and what was that is gone. */
const MAX_FILE_BYTES = 8 * 1024 * 1024
/** What may stand to be written; beyond it events are in memory alone. */
const MAX_PENDING_BYTES = 4 * 1024 * 1024

export interface EventFileOptions {
  /** One that is there, and nobody else writes in. */
  readonly directory: string
  /** Whose events they are: a broker's name. */
  readonly name: string
  /** The file cannot be written, or some events had no room: told once until it can. */
  readonly failed: (why: string) => void
  readonly maxBytes?: number
}

/**
 * Events as lines of JSON in `NAME.events.jsonl`, and before those in `NAME.events.1.jsonl`: appended
 * as they come, without anybody waiting for the disk.
 */
export class EventFile implements EventSink {
  readonly #options: EventFileOptions
  readonly #path: string
  readonly #earlierPath: string
  readonly #maxBytes: number
  #sizeBytes: number
  #pending = ""
  #writing: Promise<void> | undefined
  #isFailing = false

  constructor(options: EventFileOptions) {
    const { directory, name, maxBytes = MAX_FILE_BYTES } = options
    this.#options = options
    this.#maxBytes = maxBytes
    const stem = join(directory, `${encodeURIComponent(name)}.events`)
    this.#path = `${stem}.jsonl`
    this.#earlierPath = `${stem}.1.jsonl`
    this.#sizeBytes = sizeOf(this.#path)
  }

  /** What earlier processes wrote, in its order; lines that are no events are left out. */
  read(): LoggedEvent[] {
    return [...eventsIn(this.#earlierPath), ...eventsIn(this.#path)]
  }

  append(event: LoggedEvent): void {
    if (this.#pending.length > MAX_PENDING_BYTES) {
      this.#fail("it is written more slowly than events come")
      return
    }
    this.#pending += `${JSON.stringify(event)}\n`
    this.#writing ??= this.#write()
  }

  /** Resolves when all is written, or cannot be. */
  async close(): Promise<void> {
    await this.#writing
  }

  async #write(): Promise<void> {
    // What comes in one turn is written at once.
    await Promise.resolve()
    while (this.#pending !== "") {
      const lines = this.#pending
      this.#pending = ""
      try {
        if (this.#sizeBytes >= this.#maxBytes) this.#turnOver()
        await appendFile(this.#path, lines)
        this.#sizeBytes += Buffer.byteLength(lines)
        this.#isFailing = false
      } catch (error) {
        this.#fail(error instanceof Error ? error.message : String(error))
      }
    }
    this.#writing = undefined
  }

  #turnOver(): void {
    renameSync(this.#path, this.#earlierPath)
    this.#sizeBytes = 0
  }

  #fail(why: string): void {
    if (this.#isFailing) return
    this.#isFailing = true
    this.#options.failed(why)
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

function eventsIn(path: string): LoggedEvent[] {
  if (sizeOf(path) === 0) return []
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((line) => {
      const event = parsed(line)
      return event === undefined ? [] : [event]
    })
}

/** A process that was killed may have written half a line. */
function parsed(line: string): LoggedEvent | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return isEvent(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isEvent(value: unknown): value is LoggedEvent {
  return Check(Schema, value)
}
