/** What a broker could tell, for the tests of those that read it. */
export { brokerHello, emptySnapshot, firstHello, idleWorker, quietClient } from "./peers.js"
export { seededRandom } from "./random.js"
export { BODIES, earlierAttempt, PEERS, returnedRow, waitingRow } from "./rows.js"
export { storm } from "./storm.js"
