import { existsSync, readFileSync, renameSync, statSync } from "node:fs"
import { type FileHandle, open } from "node:fs/promises"
import { join } from "node:path"
import { type LoggedEvent, reasonOf } from "@zmqscope/protocol"
import { LoggedEvent as Schema } from "@zmqscope/protocol/schemas"
import { Check } from "typebox/schema"
import { DataError } from "./data-directory.js"
import type { EventSink } from "./event-log.js"

/** The largest a file becomes; then it is the one before, and what was that is gone. */
const MAX_FILE_BYTES = 8 * 1024 * 1024
/** What may stand to be written; of events beyond it the file says how many there were. */
const MAX_PENDING_BYTES = 4 * 1024 * 1024

export interface EventFileOptions {
  /** One that is there, and nobody else writes in. */
  readonly directory: string
  /** Whose events they are: a broker's name. */
  readonly name: string
  /** Something is wrong with the file: a sentence with why and what to do, told once until it is well. */
  readonly failed: (message: string) => void
  readonly maxBytes?: number
  readonly maxPendingBytes?: number
}

/**
 * Events as lines of JSON in `NAME.events.jsonl`, and before those in `NAME.events.1.jsonl`: appended
 * as they come, without anybody waiting for the disk. What a disk does not take is kept, and tried
 * again with the next event and at the end.
 */
export class EventFile implements EventSink {
  readonly #options: EventFileOptions
  readonly #path: string
  readonly #earlierPath: string
  /** Lines that are not written yet, the oldest first. */
  #pending = ""
  /** Events after those that had no room. */
  #leftOut: { readonly count: number; readonly last: LoggedEvent } | undefined
  #writing: Promise<void> | undefined
  #isFailing = false

  constructor(options: EventFileOptions) {
    this.#options = options
    const stem = join(options.directory, `${options.name}.events`)
    this.#path = `${stem}.jsonl`
    this.#earlierPath = `${stem}.1.jsonl`
  }

  /** What earlier processes wrote, in its order; lines that are no events are left out. Throws DataError. */
  read(): LoggedEvent[] {
    return [...this.#eventsIn(this.#earlierPath), ...this.#eventsIn(this.#path)]
  }

  append(event: LoggedEvent): void {
    const { maxPendingBytes = MAX_PENDING_BYTES } = this.#options
    if (this.#pending.length <= maxPendingBytes) this.#pending += lineOf(event)
    else {
      this.#leftOut = { count: (this.#leftOut?.count ?? 0) + 1, last: event }
      this.#fail(`${this.#path} takes events more slowly than they come: some are left out of it`)
    }
    this.#writing ??= this.#write()
  }

  /** Resolves when all is written, or cannot be. */
  async close(): Promise<void> {
    await this.#writing
    this.#writing ??= this.#write()
    await this.#writing
  }

  async #write(): Promise<void> {
    // What comes in one turn is written at once.
    await Promise.resolve()
    while (this.#pending !== "") {
      const lines = this.#pending
      try {
        await this.#put(lines)
      } catch (error) {
        this.#fail(
          `events are in memory alone, since ${this.#path} cannot be written: ${reasonOf(error)}. They are written as soon as it can be: make room for it, or let this user write it`,
        )
        break
      }
      this.#isFailing = false
      this.#pending = `${this.#pending.slice(lines.length)}${this.#takeGap()}`
    }
    this.#writing = undefined
  }

  async #put(lines: string): Promise<void> {
    const { maxBytes = MAX_FILE_BYTES } = this.#options
    if (sizeOf(this.#path) >= maxBytes) renameSync(this.#path, this.#earlierPath)
    const file = await open(this.#path, "a+")
    try {
      const { size } = await file.stat()
      // A process that was killed may have left half a line, which is none of the next one's.
      await file
        .appendFile((await endsLine(file, size)) ? lines : `\n${lines}`)
        .catch(async (error) => {
          // A full disk took some of it, which would be there twice.
          await file.truncate(size).catch(() => {})
          throw error
        })
    } finally {
      await file.close()
    }
  }

  /** In the place of the events that had no room, a line that says how many there were. */
  #takeGap(): string {
    if (this.#leftOut === undefined) return ""
    const { count, last } = this.#leftOut
    this.#leftOut = undefined
    const { number, atMs } = last
    const text = `${count} events are not in the file: it could not be written in time.`
    const nobody = { side: null, name: null, address: "", advice: "" }
    return lineOf({ ...nobody, number, atMs, kind: "gap", text, count })
  }

  #fail(message: string): void {
    if (this.#isFailing) return
    this.#isFailing = true
    this.#options.failed(message)
  }

  #eventsIn(path: string): LoggedEvent[] {
    const lines = linesIn(path)
    const events = lines.map(parsed).filter((event) => event !== undefined)
    const others = lines.length - events.length
    if (others > 0) {
      const are = others === 1 ? "1 line is no event" : `${others} lines are no events`
      this.#options.failed(
        `of ${path} ${are} and left out: a process that was killed leaves half a line, else something besides zmqscope wrote it`,
      )
    }
    return events
  }
}

function lineOf(event: LoggedEvent): string {
  return `${JSON.stringify(event)}\n`
}

async function endsLine(file: FileHandle, sizeBytes: number): Promise<boolean> {
  if (sizeBytes === 0) return true
  const { buffer } = await file.read({ buffer: Buffer.alloc(1), position: sizeBytes - 1 })
  return buffer.toString() === "\n"
}

function linesIn(path: string): string[] {
  try {
    if (!existsSync(path)) return []
    return readFileSync(path, "utf8")
      .split("\n")
      .filter((line) => line !== "")
  } catch (error) {
    throw new DataError(
      `${path} cannot be read: ${reasonOf(error)}. Let this user read it, or move it away`,
    )
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

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
