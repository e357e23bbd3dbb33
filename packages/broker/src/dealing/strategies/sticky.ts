import { hashOf, mixed } from "../hash.js"
import { firstBy, type Strategy, type Table } from "../strategy.js"

/** How much more than its even share a worker may have, as a factor. */
const BALANCE = 1.25

/**
 * A client's requests go to one worker, the first in an order of the workers that is the client's
 * own; a worker that has its share, 1.25 times the mean, is passed by for the next in that order
 * (Mirrokni, Thorup, Zadimoghaddam: "Consistent Hashing with Bounded Loads", SODA 2018; HAProxy's
 * `hash-balance-factor`). The order is by rendezvous hashing (Thaler, Ravishankar, 1998): one that
 * comes or goes moves no client but those that it gets or had. Where nobody is below its share but
 * those that may not be dealt to, the first of the others.
 */
export const sticky: Strategy = (table) => {
  const bound = boundOf(table)
  const client = hashOf(table.client)
  return firstBy(
    table,
    ({ load }) => (load < bound ? 0 : 1),
    ({ nameHash }) => mixed(client ^ nameHash),
  )
}

function boundOf({ ring }: Table): number {
  const load = ring.reduce((sum, seat) => sum + seat.load, 0)
  return Math.ceil((BALANCE * (load + 1)) / ring.length)
}
