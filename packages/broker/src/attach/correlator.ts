import type { LiveEnvelope, WorkerAccount } from "../accounts.js"
import { hasOpen, type Mailbox, Mailboxes } from "./mailboxes.js"
import type { Sighting } from "./sighting.js"

/** Frames among which a client's routing id is looked for. */
const SEARCHED_FRAMES = 16

/** What a message is known by when it passes again. */
export interface Content {
  readonly frameCount: number
  readonly hash: number
  readonly lastHash: number
  /** Frames before the delimiter: none, a request id, or what a DEALER sends; -1 without a delimiter. */
  readonly idFrames: number
  readonly idHash: number
}

/** A request that has passed from its client, and has not ended. */
export interface OpenRequest extends LiveEnvelope {
  /** Where requests of its client's routing id are. */
  readonly mailbox: Mailbox
  readonly content: Content
  /** Of its reply as it came from the worker, behind the routing id. */
  reply: Content | undefined
  /** A later reply of its worker's has come to its client: the broker has let go of this one. */
  isOvertaken: boolean
  /**
   * By which its worker got it. Of one that was cut, by the broker or from here, the worker has it
   * still, and replies by another; one that left has most likely taken it along.
   */
  connection: "stands" | "cut" | "left"
  /** A reply has come that may have been to it, or to another. */
  isDoubtful: boolean
}

/** A request passes to a worker: for the first time, or `again`, its earlier worker having had it. */
export interface Passing {
  readonly request: OpenRequest
  readonly isAgain: boolean
}

/**
 * Finds out which request a message is that passes on the workers' side of somebody else's broker,
 * and which a reply is to. The client's routing id stands somewhere among the first frames; what
 * follows is the request, as it was or with what the broker's own protocol leaves of it. Where a
 * client has several, content, request ids and order tell; what they do not tell is counted.
 *
 * It keeps its own lists and changes nothing of a request but what it knows it by: callers move the envelope.
 */
export class Correlator {
  /** Messages of which nothing told which of several requests they were, or were to: no fewer than are mispaired. */
  ambiguous = 0
  readonly #mailboxes = new Mailboxes()

  /** A client of this routing id has come: where its requests are. */
  join(routingId: Buffer): Mailbox {
    return this.#mailboxes.join(routingId)
  }

  /** It has left; what of it is open stays open. */
  leave(mailbox: Mailbox): void {
    this.#mailboxes.leave(mailbox)
  }

  /** A request has passed from its client. */
  add(request: OpenRequest): void {
    const { mailbox } = request
    mailbox.newest = request
    // A broker that drops what a REQ has given up must not shift all that it asks in the same words
    // afterwards by one: what it waits for is looked at before what it does not.
    if (asksOneByOne(request)) mailbox.waiting.unshift(request)
    else mailbox.waiting.push(request)
  }

  /** A message passes to a worker: the request that it is; undefined for what is none, or untold. */
  toWorker(seen: Sighting): Passing | undefined {
    let best: { mailbox: Mailbox; request: OpenRequest; rank: number } | undefined
    let isTied = false
    const end = Math.min(seen.frameCount - 1, SEARCHED_FRAMES)
    for (let at = 0; at < end; at += 1) {
      const mailbox = this.#mailboxes.at(seen, at)
      if (mailbox === undefined) continue
      const same = firstSame(mailbox.waiting, seen, at + 1)
      if (same !== undefined) return this.#dealt(mailbox, same)
      const found = whichRequest(mailbox, contentFrom(seen, at + 1))
      if (found === "untold") isTied ||= best === undefined
      else if (found !== undefined && found.rank === RANK.same) {
        return this.#dealt(mailbox, found.request)
      } else if (found !== undefined && (best === undefined || found.rank > best.rank)) {
        best = { mailbox, ...found }
        isTied = false
      } else if (found !== undefined && found.rank === best?.rank) isTied = true
    }
    if (isTied) this.ambiguous += 1
    return best === undefined || isTied ? undefined : this.#dealt(best.mailbox, best.request)
  }

  /**
   * A message passes from a worker: the request that it is a reply to, or may be where nothing tells;
   * `stray` when it is for a client that has none there, undefined for what is for no client.
   * @param keepsOrder whether the worker answers in the order in which it was asked: REP, REQ
   */
  fromWorker(
    seen: Sighting,
    worker: WorkerAccount,
    keepsOrder: boolean,
  ): OpenRequest | "stray" | undefined {
    let isStray = false
    const end = Math.min(seen.frameCount, SEARCHED_FRAMES)
    for (let at = 0; at < end; at += 1) {
      const mailbox = this.#mailboxes.at(seen, at)
      if (mailbox === undefined) continue
      const reply = contentFrom(seen, at + 1)
      const request = this.#repliedTo(mailbox, reply, worker, keepsOrder)
      if (request === undefined) {
        isStray ||= hasOpen(mailbox)
        continue
      }
      request.reply = reply
      move(request, mailbox.atWorkers, mailbox.replied)
      return request
    }
    return isStray ? "stray" : undefined
  }

  /**
   * A message passes to a client: the request that it answers, which is open no more.
   * @param overtook told of each request whose reply came earlier from the same worker, once
   */
  toClient(
    mailbox: Mailbox,
    seen: Sighting,
    overtook: (earlier: OpenRequest) => void,
  ): OpenRequest | undefined {
    const request = firstAnswered(mailbox.replied, seen) ?? this.#answered(mailbox, seen)
    if (request === undefined) return undefined
    const place = mailbox.replied.indexOf(request)
    for (let at = 0; at < place; at += 1) {
      const earlier = mailbox.replied[at]
      if (earlier === undefined || earlier.isOvertaken || earlier.worker !== request.worker)
        continue
      earlier.isOvertaken = true
      overtook(earlier)
    }
    this.forget(request)
    return request
  }

  /** It ended in another way. */
  forget(request: OpenRequest): void {
    const { waiting, atWorkers, replied } = request.mailbox
    if (!remove(request, replied) && !remove(request, waiting)) remove(request, atWorkers)
    this.#mailboxes.settle(request.mailbox)
  }

  #dealt(mailbox: Mailbox, request: OpenRequest): Passing {
    if (remove(request, mailbox.waiting)) {
      mailbox.atWorkers.push(request)
      return { request, isAgain: false }
    }
    move(request, mailbox.atWorkers, mailbox.atWorkers)
    return { request, isAgain: true }
  }

  #repliedTo(
    { atWorkers }: Mailbox,
    reply: Content,
    worker: WorkerAccount,
    keepsOrder: boolean,
  ): OpenRequest | undefined {
    const candidates = likeliest(atWorkers, reply, worker)
    const [oldest] = candidates
    const isOrdered = keepsOrder && candidates.every((one) => one.worker === oldest?.worker)
    const isTold = isOrdered && !candidates.some((one) => one.isDoubtful)
    if (candidates.length > 1 && !isTold) for (const one of candidates) one.isDoubtful = true
    // One of them has ended in any case. What went by this connection has come to the worker, and
    // would stay at it for ever if another were taken that has not.
    const taken =
      (isOrdered ? undefined : candidates.find((one) => one.worker === worker)) ?? oldest
    if (taken?.isDoubtful === true) this.ambiguous += 1
    return taken
  }

  #answered(mailbox: Mailbox, seen: Sighting): OpenRequest | undefined {
    const { waiting, atWorkers, replied } = mailbox
    const content = contentFrom(seen, 0)
    const known = replied.find(
      (request) => request.reply?.lastHash === content.lastHash && isOfId(request, content),
    )
    if (known !== undefined) return known
    // Its reply was not seen at a worker, or was another there.
    const candidates = [...replied, ...atWorkers, ...waiting].filter((one) => isOfId(one, content))
    const [first, ...others] = candidates
    const isDoubtful = first?.isDoubtful === true && first.reply === undefined
    if (others.length > 0 || isDoubtful) this.ambiguous += 1
    return first
  }
}

/** Whether its client is a REQ that has asked something else since: nobody waits for its reply. */
export function isGivenUp(request: OpenRequest): boolean {
  return asksOneByOne(request) && request.mailbox.newest !== request
}

function asksOneByOne({ client }: OpenRequest): boolean {
  return client.socketType === "REQ"
}

/** What tells that a message is a request, the stronger the higher. */
const RANK = { alone: 0, last: 1, id: 2, same: 3 } as const

function whichRequest(
  { waiting, atWorkers }: Mailbox,
  content: Content,
): { request: OpenRequest; rank: number } | "untold" | undefined {
  const again = atWorkers.find((one) => isSame(one.content, content))
  if (again !== undefined && waiting.length === 0) return { request: again, rank: RANK.same }
  const ofId = waiting.filter((one) => one.content.idFrames > 0 && isOfId(one, content))
  if (ofId[0] !== undefined && ofId.length === 1) return { request: ofId[0], rank: RANK.id }
  const last = waiting.find(({ content: { lastHash } }) => lastHash === content.lastHash)
  if (last !== undefined) return { request: last, rank: RANK.last }
  if (again !== undefined) return { request: again, rank: RANK.same }
  const [alone, ...others] = waiting
  if (others.length > 0) return "untold"
  return alone === undefined ? undefined : { request: alone, rank: RANK.alone }
}

/** Those of a client's requests that a worker's reply may be to. */
function likeliest(
  atWorkers: readonly OpenRequest[],
  reply: Content,
  worker: WorkerAccount,
): readonly OpenRequest[] {
  const [only] = atWorkers
  if (atWorkers.length === 1 && only?.worker === worker) return atWorkers
  // By whichever connection: a worker that tells no name is not known again.
  const there = atWorkers.filter((one) => one.worker === worker || one.connection !== "stands")
  const ofId = orAll(there, (one) => isOfId(one, reply))
  return orAll(ofId, ({ connection }) => connection !== "left")
}

/** Those that match; all where none does. */
function orAll<T>(all: readonly T[], matches: (one: T) => boolean): readonly T[] {
  const matching = all.filter(matches)
  return matching.length > 0 ? matching : all
}

/** Whether a message has the request's own frames before its delimiter, none where it had none. */
function isOfId({ content }: OpenRequest, { idFrames, idHash }: Content): boolean {
  return content.idFrames === idFrames && content.idHash === idHash
}

function isSame(one: Content, other: Content): boolean {
  return one.hash === other.hash && one.frameCount === other.frameCount
}

/** The first request that a message is, from one frame on, to the byte. */
function firstSame(
  requests: readonly OpenRequest[],
  seen: Sighting,
  from: number,
): OpenRequest | undefined {
  for (const request of requests) if (isSeen(request.content, seen, from)) return request
  return undefined
}

/** The first request whose reply a message is, to the byte. */
function firstAnswered(requests: readonly OpenRequest[], seen: Sighting): OpenRequest | undefined {
  for (const request of requests) {
    if (request.reply !== undefined && isSeen(request.reply, seen, 0)) return request
  }
  return undefined
}

function isSeen({ frameCount, hash }: Content, seen: Sighting, from: number): boolean {
  return frameCount === seen.frameCount - from && hash === seen.hashFrom(from)
}

export function contentFrom(seen: Sighting, from: number): Content {
  const delimiter = seen.delimiterFrom(from)
  return {
    frameCount: seen.frameCount - from,
    hash: seen.hashFrom(from),
    lastHash: seen.lastHash,
    idFrames: delimiter < 0 ? -1 : delimiter - from,
    idHash: delimiter < 0 ? 0 : seen.hashBetween(from, delimiter),
  }
}

function remove(request: OpenRequest, list: OpenRequest[]): boolean {
  const place = list.indexOf(request)
  if (place >= 0) list.splice(place, 1)
  return place >= 0
}

function move(request: OpenRequest, from: OpenRequest[], to: OpenRequest[]): void {
  remove(request, from)
  to.push(request)
}
