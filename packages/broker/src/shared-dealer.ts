import { DealerPort } from "./dealer-port.js"
import type { Dealing } from "./dealing.js"

/** `dealer`: every leg joins one DEALER and libzmq deals, round-robin and blind, as plain ZeroMQ does. */
export class SharedDealer implements Dealing {
  readonly #port: DealerPort
  #workers = 0

  private constructor(port: DealerPort) {
    this.#port = port
  }

  static async create(
    endpoint: string,
    messageBytes: number,
    onReply: (frames: Buffer[]) => void,
  ): Promise<SharedDealer> {
    return new SharedDealer(await DealerPort.bind(endpoint, messageBytes, onReply))
  }

  async portForNext(): Promise<DealerPort> {
    return this.#port
  }

  workerJoined(): void {
    this.#workers += 1
  }

  workerLeft(): void {
    this.#workers -= 1
  }

  isReady(): boolean {
    return this.#workers > 0
  }

  portReleased(): void {}

  async deal(frames: Buffer[]): Promise<undefined> {
    await this.#port.send(frames)
    return undefined
  }

  close(): void {
    this.#port.close()
  }
}
