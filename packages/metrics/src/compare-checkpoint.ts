import type { Checkpoint } from "@zmqscope/protocol"

/** A figure of which the fold and the broker do not say the same; null: it knows no such peer. */
export interface Discrepancy {
  /** Such as `totals.received` or `workers[3].served`, by index. */
  readonly figure: string
  readonly folded: number | null
  readonly broker: number | null
}

type Counts<Name extends string> = Readonly<Record<Name, number>>

/** What a checkpoint can be held against. */
export interface Comparable
  extends Pick<Checkpoint, "totals">,
    Counts<"unseen" | "stale" | "requeued"> {
  readonly clients: ReadonlyMap<number, Counts<"sent" | "returned" | "undelivered">>
  readonly workers: ReadonlyMap<number, Counts<"outstanding" | "served">>
}

/** Every figure in which a fold and a checkpoint of the same moment differ. */
export function compareCheckpoint(folded: Comparable, checkpoint: Checkpoint): Discrepancy[] {
  const { unseen, stale, requeued } = folded
  const broker = {
    unseen: checkpoint.unseen,
    stale: checkpoint.stale,
    requeued: checkpoint.requeued,
  }
  return [
    ...compareCounts("totals.", folded.totals, checkpoint.totals),
    ...compareCounts("", { unseen, stale, requeued }, broker),
    ...comparePeers("clients", folded.clients, checkpoint.clients, [
      "sent",
      "returned",
      "undelivered",
    ]),
    ...comparePeers("workers", folded.workers, checkpoint.workers, ["outstanding", "served"]),
  ]
}

function compareCounts<Name extends string>(
  prefix: string,
  folded: Counts<Name>,
  broker: Counts<Name>,
): Discrepancy[] {
  const differences: Discrepancy[] = []
  for (const name in broker) {
    if (folded[name] !== broker[name]) {
      differences.push({ figure: prefix + name, folded: folded[name], broker: broker[name] })
    }
  }
  return differences
}

function comparePeers<Name extends string>(
  kind: string,
  folded: ReadonlyMap<number, Counts<Name>>,
  broker: readonly (Counts<Name> & { readonly index: number })[],
  names: readonly Name[],
): Discrepancy[] {
  const brokers = new Map(broker.map((peer) => [peer.index, peer]))
  return [...new Set([...folded.keys(), ...brokers.keys()])].flatMap((index) =>
    names.flatMap((name) => {
      const ours = folded.get(index)?.[name] ?? null
      const theirs = brokers.get(index)?.[name] ?? null
      const figure = `${kind}[${index}].${name}`
      return ours === theirs ? [] : [{ figure, folded: ours, broker: theirs }]
    }),
  )
}
