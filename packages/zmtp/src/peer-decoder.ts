import type { Fault } from "./fault.js"
import { FrameDecoder, type FrameSink } from "./frame-decoder.js"
import { GreetingReader, type Version } from "./greeting.js"

/** Everything that one peer sends: its greeting, then frames. After a fault it takes nothing more. */
export class PeerDecoder {
  readonly #greeting = new GreetingReader()
  readonly #frames: FrameDecoder
  readonly #onGreeting: (version: Version) => void
  #fault: Fault | undefined

  constructor(sink: FrameSink, onGreeting: (version: Version) => void) {
    this.#frames = new FrameDecoder(sink)
    this.#onGreeting = onGreeting
  }

  /** Meaningful once the greeting is through. */
  get version(): Version {
    return this.#greeting.version
  }

  get isBetweenFrames(): boolean {
    return this.#greeting.isWhole && this.#frames.isBetweenFrames
  }

  push(chunk: Buffer): Fault | undefined {
    this.#fault ??= this.#greeting.isWhole ? this.#frames.push(chunk) : this.#begin(chunk)
    return this.#fault
  }

  /** Takes no more frames until `resume`. */
  hold(): void {
    this.#frames.hold()
  }

  resume(): Fault | undefined {
    this.#fault ??= this.#frames.resume()
    return this.#fault
  }

  #begin(chunk: Buffer): Fault | undefined {
    const taken = this.#greeting.push(chunk)
    if (typeof taken !== "number") return taken
    if (!this.#greeting.isWhole) return undefined
    this.#onGreeting(this.#greeting.version)
    return taken < chunk.length ? this.#frames.push(chunk.subarray(taken)) : undefined
  }
}
