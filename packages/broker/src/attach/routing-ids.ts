/** Routing ids for clients that announce none: none of another run, nor one that anybody would choose. */
export class RoutingIds {
  readonly #prefix: string
  #given = 0

  constructor(run: string) {
    this.#prefix = `scope-${run}-`
  }

  next(): Buffer {
    this.#given += 1
    return Buffer.from(`${this.#prefix}${this.#given}`, "latin1")
  }

  /** Whether one was given here: a client that comes with it has been through here before. */
  isOurs(routingId: Buffer): boolean {
    return routingId.toString("latin1").startsWith(this.#prefix)
  }
}
