import type { ClientEvent, Notice, WorkerEvent } from "@zmqscope/protocol"
import { Attendance, type Attendant, type Side } from "./attendance.js"
import type { BrokerRun } from "./broker-run.js"
import type { Peers } from "./peers.js"

/** Takes down what happened to peers, over all runs of the broker. */
export class Journal {
  readonly attendance = new Attendance()
  readonly #peers: Pick<Peers, "nameOf">

  constructor(peers: Pick<Peers, "nameOf">) {
    this.#peers = peers
  }

  /** A peer has joined or left. */
  peer(run: BrokerRun, message: ClientEvent | WorkerEvent): void {
    const side = message.type
    const { index, address = "" } = side === "client" ? message.client : message.worker
    const name = this.#peers.nameOf(side, side === "client" ? message.client : message.worker)
    const peer: Attendant = { side, name, address }
    if (message.event === "joined") {
      this.attendance.joined(peer, index, run.fold.unixMs(message.at))
    } else this.attendance.left(side, index)
  }

  notice({ side: port, name, address, text }: Notice): void {
    if (name === null) return
    const side: Side = port === "frontend" ? "client" : "worker"
    this.attendance.blamed({ side, name: this.#peers.nameOf(side, { name }), address }, text)
  }

  /** The broker has gone. */
  runEnded(): void {
    this.attendance.clear()
  }
}
