/** Names and machines that are remembered; those that were heard of longest ago go first. */
const MAX_REMEMBERED = 20_000

export type Side = "client" | "worker"

/** A peer of one side. */
export interface Attendant {
  readonly side: Side
  /** As it is called on the page. */
  readonly name: string
  /** Remote address, `host:port`; empty where it is not known. */
  readonly address: string
}

/** What is remembered of the connections under one name, or from one machine. */
interface Visits {
  connects: number
  disconnects: number
  errors: number
  lastError: string | null
}

/** Over all runs of the broker. */
export interface Attended {
  /** Unix milliseconds; null when nobody saw it join. */
  readonly sinceMs: number | null
  /** Connections made and ended under its name. */
  readonly connects: number
  readonly disconnects: number
  /** The same from its machine, on its side; null where that is not known. */
  readonly hostConnects: number | null
  readonly hostDisconnects: number | null
  /** Notices that name it, and the last of them. */
  readonly errors: number
  readonly lastError: string | null
}

/** Who came, who went, and what was told against whom: by name, and by machine for who has no name. */
export class Attendance {
  readonly #names = new Map<string, Visits>()
  readonly #hosts = new Map<string, Visits>()
  /** Those that are there, by side and index. */
  readonly #present = new Map<string, Attendant & { readonly sinceMs: number }>()

  joined(peer: Attendant, index: number, atMs: number): void {
    this.#present.set(`${peer.side} ${index}`, { ...peer, sinceMs: atMs })
    for (const visits of this.#visitsOf(peer)) visits.connects += 1
  }

  left(side: Side, index: number): void {
    const key = `${side} ${index}`
    const peer = this.#present.get(key)
    if (peer === undefined) return
    this.#present.delete(key)
    for (const visits of this.#visitsOf(peer)) visits.disconnects += 1
  }

  /** A notice names it. */
  blamed(peer: Attendant, text: string): void {
    for (const visits of this.#visitsOf(peer)) {
      visits.errors += 1
      visits.lastError = text
    }
  }

  /** The broker has gone, and everybody's connection with it. */
  clear(): void {
    for (const peer of this.#present.values()) {
      for (const visits of this.#visitsOf(peer)) visits.disconnects += 1
    }
    this.#present.clear()
  }

  of(peer: Attendant, index: number): Attended {
    const named = this.#names.get(nameKey(peer))
    const host = hostKey(peer)
    const fromHost = host === undefined ? undefined : this.#hosts.get(host)
    return {
      sinceMs: this.#present.get(`${peer.side} ${index}`)?.sinceMs ?? null,
      connects: named?.connects ?? 0,
      disconnects: named?.disconnects ?? 0,
      hostConnects: fromHost?.connects ?? null,
      hostDisconnects: fromHost?.disconnects ?? null,
      errors: named?.errors ?? 0,
      lastError: named?.lastError ?? null,
    }
  }

  #visitsOf(peer: Attendant): Visits[] {
    const host = hostKey(peer)
    const visits = [remember(this.#names, nameKey(peer))]
    if (host !== undefined) visits.push(remember(this.#hosts, host))
    return visits
  }
}

/** Found or made, and the last that was heard of. */
function remember(all: Map<string, Visits>, key: string): Visits {
  const visits = all.get(key) ?? { connects: 0, disconnects: 0, errors: 0, lastError: null }
  all.delete(key)
  all.set(key, visits)
  if (all.size > MAX_REMEMBERED) {
    const oldest = all.keys().next()
    if (oldest.done !== true) all.delete(oldest.value)
  }
  return visits
}

function nameKey({ side, name }: Attendant): string {
  return `${side} ${name}`
}

function hostKey({ side, address }: Attendant): string | undefined {
  const colon = address.lastIndexOf(":")
  return colon < 0 ? undefined : `${side} ${address.slice(0, colon)}`
}
