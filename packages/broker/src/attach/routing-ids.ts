/** What those of all runs begin with, and so the questions of each, whether a broker is there. */
export const MARK = "scope-"

/** Routing ids for clients that announce none: none of another run, nor one that anybody would choose. */
export class RoutingIds {
  /** What all of them begin with: a handshake that brings it to us has been through here before. */
  readonly mark: Buffer
  #given = 0

  constructor(run: string) {
    this.mark = Buffer.from(`${MARK}${run}-`, "latin1")
  }

  next(): Buffer {
    this.#given += 1
    return Buffer.concat([this.mark, Buffer.from(String(this.#given), "latin1")])
  }
}
