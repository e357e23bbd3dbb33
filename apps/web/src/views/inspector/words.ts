import { formatDuration, partsOf, plural } from "@zmqscope/metrics"
import { describeCause, spanUs } from "@zmqscope/model"
import { assertUnreachable, type Envelope } from "@zmqscope/protocol"

export interface PeerNames {
  readonly client: string
  /** Null while it is not known which worker gets it. */
  readonly worker: string | null
}

/** What happened to an envelope so far, in sentences. */
export function tellStory(row: Envelope, names: PeerNames, nowAt: number): string {
  return [...wayOf(row, names, nowAt), endOf(row, names, nowAt)].join(" ")
}

function wayOf(row: Envelope, { worker }: PeerNames, nowAt: number): string[] {
  const parts = partsOf(row, nowAt)
  const at = worker ?? "its worker"
  const told: string[] = []
  if (row.attempt > 0) {
    const gone = row.attempt === 1 ? "its worker" : `each of ${row.attempt} workers`
    told.push(
      `It was put back when ${gone} went, ${formatDuration(parts.earlierUs)} after it came.`,
    )
  }
  const wasHanded = row.handedAt !== null || row.dealtAt !== null
  if (wasHanded) told.push(`It waited ${formatDuration(parts.waitingUs)} in the broker.`)
  if (row.serviceStartAt !== null && row.dealtAt !== null) {
    told.push(
      row.behind === 0
        ? `${at} was free and took it up at once.`
        : `It stood ${formatDuration(parts.backlogUs)} behind ${others(row.behind)} at ${at}.`,
    )
  }
  if (row.repliedAt !== null && row.serviceStartAt !== null) {
    told.push(`${at} worked on it for ${formatDuration(parts.serviceUs)}.`)
  }
  return told
}

function endOf(row: Envelope, { client, worker }: PeerNames, nowAt: number): string {
  const at = worker ?? "its worker"
  const total = formatDuration(spanUs(row, nowAt))
  const why = row.cause && describeCause(row.cause, client, at)
  switch (row.state) {
    case "waiting":
      return `It has waited ${formatDuration(partsOf(row, nowAt).waitingUs)} in the broker to be dealt.`
    case "unseen":
      return "It is in the DEALER: which worker gets it is not seen yet."
    case "at-worker":
      if (row.serviceStartAt !== null) return `${at} is working on it.`
      return `It stands in ${at}'s backlog, which held ${others(row.behind)} when it came.`
    case "replied":
      return `${at} has replied; the reply is on its way through the broker.`
    case "returned":
      return `The reply left to ${client} after ${total}.`
    case "undeliverable":
      return `The reply could not be sent: ${why ?? `${client} was gone, or did not read`}.`
    case "lost":
      return `It was lost after ${total}: ${why ?? `${at} went while it had it`}.`
    case "expired":
      return `It expired after ${total}: ${client} left before it was dealt.`
    case "shed":
      return `It was shed after ${total}: it had waited for too long under overload, and ${client} gets no reply.`
    default:
      return assertUnreachable(row.state)
  }
}

function others(count: number): string {
  return count === 0 ? "no others" : plural(count, "other")
}
