import { plural } from "@zmqscope/metrics"
import { COLUMNS, type ColumnId, nextSort, toggleColumn, type WorkerSeries } from "@zmqscope/model"
import type { BrokerSummary, Snapshot } from "@zmqscope/protocol"
import { type BrokerActions, type PeerActions, type PeerRef, PRESETS } from "../../actions/index.js"
import { PERCENTILES, QUEUE_SERIES, SPLIT_SERIES } from "../../charts/index.js"
import type { Command } from "../../commands/index.js"
import type { UrlStore } from "../../hooks/index.js"
import type { Selection } from "../../url-state.js"
import { optionsFor } from "../peers/PeerMenu.js"
import { COLUMN_LOOKS } from "../tap/layout.js"

/** A command that is not in the catalogue: its title is what it is known by, too. */
function command(section: string, title: string, run: () => void, words?: string): Command {
  return { id: `${section}: ${title}`, section, title, run, ...(words !== undefined && { words }) }
}

/** The way to each of several brokers. */
export function brokerCommands(
  brokers: readonly BrokerSummary[],
  watch: (name: string) => void,
): readonly Command[] {
  if (brokers.length < 2) return []
  return brokers.map(({ name, state }) =>
    command("Page", `Show the broker ${name}`, () => watch(name), `switch ${state.headline}`),
  )
}

/** What the lists and the charts show: each column and each series. */
export function viewCommands(url: UrlStore, workers: readonly WorkerSeries[]): readonly Command[] {
  const sort = (column: ColumnId) => () => url.set({ tapSort: nextSort(url.get().tapSort, column) })
  const toggle = (column: ColumnId) => () =>
    url.set({ tapColumns: toggleColumn(url.get().tapColumns, column) })
  const nameOf = (column: ColumnId) => COLUMN_LOOKS[column].name
  return [
    ...COLUMNS.map((column) =>
      command(
        "Envelopes",
        `Sort the envelopes by ${nameOf(column)}`,
        sort(column),
        `tap order ${column}`,
      ),
    ),
    ...COLUMNS.filter((column) => column !== "number").map((column) =>
      command(
        "Envelopes",
        `Show or hide the column ${nameOf(column)}`,
        toggle(column),
        `tap ${column}`,
      ),
    ),
    ...allSeries(workers).map(({ id, words }) =>
      command("Charts", `Show or hide ${words}`, () => url.toggleSeries(id), "series"),
    ),
  ]
}

/** Every series that the charts may draw, with these workers: by its id, and in words. */
function allSeries(workers: readonly WorkerSeries[]) {
  const of = (chart: string, series: readonly { readonly id: string; readonly name: string }[]) =>
    series.map(({ id, name }) => ({ id, words: `${name} in ${chart}` }))
  const ofWorkers = workers.map(({ series, name }) => ({ id: `worker:${series}`, name }))
  return [
    ...of("Queue depth", QUEUE_SERIES),
    ...of("Round trip", PERCENTILES),
    ...of("Where time goes", SPLIT_SERIES),
    ...of("the charts", [...ofWorkers, { id: "others", name: "the other workers" }]),
  ]
}

interface PeerCommandParts {
  readonly snapshot: Snapshot
  readonly actions: PeerActions
  readonly canDrain: boolean
  readonly canDisconnectClient: boolean
  readonly select: (selection: Selection) => void
}

/** What can be done to each peer, by its name. */
export function peerCommands(parts: PeerCommandParts): readonly Command[] {
  const { workers, clients, settings } = parts.snapshot
  const context = { ...parts, dealing: settings.dealing }
  const refs: readonly PeerRef[] = [
    ...workers.map((peer) => ({ kind: "worker" as const, peer })),
    ...clients.map((peer) => ({ kind: "client" as const, peer })),
  ]
  return refs.flatMap((ref) => {
    const { name } = ref.peer
    const section = ref.kind === "worker" ? "Workers" : "Clients"
    const possible = optionsFor(ref, context).filter(({ refusal }) => refusal === undefined)
    return [
      command(section, `Show ${name}`, () => parts.select({ kind: ref.kind, name })),
      ...possible.map(({ verb, run }) => command(section, `${verb} ${name}`, run)),
    ]
  })
}

interface NumberCommandParts {
  readonly actions: PeerActions
  readonly broker: BrokerActions
  readonly canDeal: boolean
  readonly select: (selection: Selection) => void
}

/** The largest number that is taken for a count or a prefetch; the server has limits of its own. */
const MAX_COUNT = 1000

/** What a number in the query means: so many peers to spawn, a prefetch, or an envelope's number. */
export function numberCommands(query: string, parts: NumberCommandParts): readonly Command[] {
  const { actions, broker, canDeal, select } = parts
  const number = numberIn(query)
  if (number === null) return spawnCommands(1, actions)
  const isCount = number <= MAX_COUNT
  const prefetch = () => broker.switchDealing({ prefetch: number }, `Prefetch is ${number} now`)
  return [
    ...spawnCommands(isCount ? number : 1, actions),
    ...(isCount && canDeal ? [command("Broker", `Set the prefetch to ${number}`, prefetch)] : []),
    command("Envelopes", `Go to envelope ${number}`, () => select({ kind: "envelope", number })),
  ]
}

/** The first whole number in a text that stands by itself: not the 1 of `worker-1`. */
function numberIn(text: string): number | null {
  const [, digits] = /(?:^|\s)#?(\d{1,15})(?=\s|$)/.exec(text) ?? []
  const number = Number(digits)
  return digits !== undefined && number > 0 ? number : null
}

function spawnCommands(count: number, actions: PeerActions): readonly Command[] {
  return (["client", "worker"] as const).flatMap((kind) => {
    const spawn = (preset: string, run: () => void) =>
      command("Spawn", `Spawn ${plural(count, kind)}${preset}`, run, `add new ${count}`)
    return [
      // One by one they are commands of their own.
      ...(count > 1 ? [spawn("", () => actions.order(kind, count))] : []),
      ...PRESETS[kind].map(({ name, behaviour }) =>
        spawn(`: ${name}`, () => actions.order(kind, count, behaviour)),
      ),
    ]
  })
}
