import { eventually } from "@zmqscope/testkit"
import { Dealer, Reply, Request } from "zeromq"
import type { BrokerFixture } from "./broker-fixture.js"

const ZMQ_METADATA = 95

/** A REP that tells its name. zeromq.js keeps the setter protected, and seals its sockets. */
class NamedReply extends Reply {
  tell(name: string): void {
    this.setStringOption(ZMQ_METADATA, `X-Name:${name}`)
  }
}

/** A REQ client that is connected. */
export function reqClient(fixture: BrokerFixture, routingId?: string): Request {
  const client = fixture.keep(new Request({ linger: 0, ...(routingId ? { routingId } : {}) }))
  client.connect(fixture.frontend)
  return client
}

/** A DEALER client that is connected: what it sends is its own affair. */
export function dealerClient(fixture: BrokerFixture, routingId?: string): Dealer {
  const client = fixture.keep(new Dealer({ linger: 0, ...(routingId ? { routingId } : {}) }))
  client.connect(fixture.frontend)
  return client
}

export async function ask(client: Request, ...body: readonly (string | Buffer)[]) {
  await client.send([...body])
  return client.receive()
}

/** Sends so many requests at once, their bodies numbered from `first`. */
export async function pipeline(client: Dealer, count: number, first = 0): Promise<void> {
  for (let number = first; number < first + count; number += 1) {
    await client.send([`${number}`, "", `body ${number}`])
  }
}

/** A REP worker that is connected and does nothing yet. */
export function repWorker(fixture: BrokerFixture, name?: string): Reply {
  const worker = fixture.keep(new NamedReply({ linger: 0 }))
  if (name !== undefined) worker.tell(name)
  worker.connect(fixture.backend)
  return worker
}

/** A REP worker that answers each request with its own body. */
export function echoWorker(fixture: BrokerFixture, name?: string): Reply {
  const worker = repWorker(fixture, name)
  void serve(worker)
  return worker
}

/** A DEALER in a worker's place. */
export function dealerWorker(fixture: BrokerFixture): Dealer {
  const worker = fixture.keep(new Dealer({ linger: 0 }))
  worker.connect(fixture.backend)
  return worker
}

/** Echoes until the socket is closed. */
export async function serve(worker: Reply): Promise<void> {
  try {
    for await (const body of worker) await worker.send(body)
  } catch (error) {
    if (!worker.closed) throw error
  }
}

/** The next `count` bodies of a DEALER client, each behind its request id and delimiter. */
export async function receiveReplies(client: Dealer, count: number): Promise<string[]> {
  const bodies: string[] = []
  while (bodies.length < count) {
    const [, , body] = await client.receive()
    bodies.push(String(body))
  }
  return bodies
}

/**
 * libzmq deals to a worker a moment after it is seen to join: this sends requests one by one until
 * it deals to both, to the one that answers and to the one of `index`, which does not.
 */
export async function dealToBoth(broker: BrokerFixture, client: Dealer, index: number) {
  for (let sent = 1; ; sent += 1) {
    await pipeline(client, 1)
    await eventually(() => broker.records("dealt").length === sent, `${sent} dealt`)
    const atIt = broker.records("dealt").filter((record) => record.worker === index).length
    const returned = sent - atIt
    if (atIt > 0 && returned > 0) {
      await receiveReplies(client, returned)
      return { atIt, returned }
    }
  }
}
