/** A list as it is told now. */
export interface ListNews<P> {
  readonly whole: readonly P[]
  /** Those in which anything differs from what was told before; null when others are there, or in another order. */
  readonly changed: readonly P[] | null
}

/** A list of peers, each by its name, as it was told last: to tell of it what has changed since. */
export class ToldList<P extends { readonly name: string }> {
  #told: readonly P[] = []

  tell(peers: readonly P[]): ListNews<P> {
    const told = this.#told
    this.#told = peers
    if (peers.length !== told.length) return { whole: peers, changed: null }
    const changed: P[] = []
    for (const [place, peer] of peers.entries()) {
      const before = told[place]
      if (before?.name !== peer.name) return { whole: peers, changed: null }
      if (differs(peer, before)) changed.push(peer)
    }
    return { whole: peers, changed }
  }
}

/** Field by field; what is no plain value by whether it is the same one. */
function differs<P extends object>(peer: P, before: P): boolean {
  for (const field in peer) if (peer[field] !== before[field]) return true
  return false
}
