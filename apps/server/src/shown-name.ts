import type { SimulatedKind } from "@zmqscope/simulator"
import type { PeerName } from "./name-book.js"
import type { Roster } from "./roster.js"

/** The names that simulated peers bear, or bore. */
export type SimulatedNames = Pick<Roster, "knows">

/**
 * Which simulated peer a peer of the broker is a connection of; undefined for one from outside. The
 * broker knows it by the simulator's token; by the name alone where the engine cannot tell (libzmq
 * shows nothing of a client but its routing id).
 */
export function simulatedName(
  kind: SimulatedKind,
  { name, simulated }: PeerName,
  names: SimulatedNames,
): string | undefined {
  if (simulated === false) return undefined
  const own = ownName(kind, name)
  if (own === undefined) return undefined
  return simulated === true || names.knows(kind, own) ? own : undefined
}

/**
 * How a peer of the broker is called here: a simulated one by its own name, whichever connection it
 * is; everybody else as the broker calls it, told apart from a simulated peer of that name.
 */
export function shownName(kind: SimulatedKind, peer: PeerName, names: SimulatedNames): string {
  const simulated = simulatedName(kind, peer, names)
  if (simulated !== undefined) return simulated
  const alike = [withoutCopy(peer.name), ownName(kind, peer.name)]
  const isTaken = alike.some((name) => name !== undefined && names.knows(kind, name))
  return isTaken ? `${peer.name} (external)` : peer.name
}

/** `client-7` of a client's `client-7/2`; a worker's name as it is. Undefined for another form. */
function ownName(kind: SimulatedKind, name: string): string | undefined {
  const wanted = withoutCopy(name)
  return kind === "worker" ? wanted : /^(.+)\/[1-9]\d*$/.exec(wanted)?.[1]
}

/** The name that a peer asked for, where the broker made it `NAME~2` to keep it from another's. */
function withoutCopy(name: string): string {
  return name.replace(/(?:~[1-9]\d*)+$/, "")
}
