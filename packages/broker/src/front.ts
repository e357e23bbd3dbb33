import type { Message } from "@zmqscope/zmtp"
import type { ClientAccount } from "./accounts.js"

/** Where clients are: the ROUTER, whoever speaks it. */
export interface Front {
  /** `tcp://host:port` as bound. */
  readonly endpoint: string
  /** Whether joining and leaving is seen, or only sending. */
  readonly notifies: boolean
  /** Bytes of replies that the system has not taken yet; libzmq does not tell. */
  readonly unsentBytes: number
  /** Binds the port. Rejects with the system's error, its `address` the endpoint. */
  listen(): Promise<void>
  /**
   * Sends a reply to its client. False when that is gone, or does not read.
   * @param reply `[routing id, (request id,) empty, body...]`
   */
  send(client: ClientAccount, reply: Message): boolean | Promise<boolean>
  /** Cuts a client's connection; false where it has none that can be cut. */
  disconnect(client: ClientAccount): boolean
  /** One request fewer of a client waits: there may be room for another of its. */
  waitsLess(client: ClientAccount): void
  /** Takes no new clients and no more requests. */
  stop(): void
  /** Ten times a second: looks for whom nothing else tells of. */
  tick(): void
  close(): void
}
