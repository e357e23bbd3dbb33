import { type BrokerActions, type PeerActions, PRESETS } from "../../actions/index.js"
import type { Command } from "../../commands/index.js"
import { plural } from "../../format.js"
import type { Selection } from "../../url-state.js"

interface NumberCommandParts {
  readonly actions: PeerActions
  readonly broker: BrokerActions
  readonly select: (selection: Selection) => void
}

/** The largest number that is taken for a count; for peers the server has limits of its own. */
const MAX_COUNT = 1000

/** What a number in the query means: so many peers to spawn, a prefetch, or an envelope's number. */
export function numberCommands(query: string, parts: NumberCommandParts): readonly Command[] {
  const number = numberIn(query)
  const spawns = spawnCommands(number !== null && number <= MAX_COUNT ? number : 1, parts.actions)
  if (number === null) return spawns
  const goTo: Command = {
    id: "go to envelope",
    section: "Envelopes",
    title: `Go to envelope ${number}`,
    run: () => parts.select({ kind: "envelope", number }),
  }
  return [...spawns, ...prefetchCommands(number, parts.broker), goTo]
}

/** The first whole number in a text that stands by itself: not the 1 of `worker-1`. */
function numberIn(text: string): number | null {
  const [, digits] = /(?:^|\s)#?(\d{1,15})(?=\s|$)/.exec(text) ?? []
  const number = Number(digits)
  return digits !== undefined && number > 0 ? number : null
}

/** The server allows no prefetch past MAX_COUNT. */
function prefetchCommands(prefetch: number, broker: BrokerActions): readonly Command[] {
  if (prefetch > MAX_COUNT) return []
  const run = () => broker.switchDealing({ prefetch }, `Prefetch is ${prefetch} now`)
  return [{ id: "prefetch", section: "Broker", title: `Set the prefetch to ${prefetch}`, run }]
}

function spawnCommands(count: number, actions: PeerActions): readonly Command[] {
  return (["client", "worker"] as const).flatMap((kind) => {
    const command = (preset: string, run: () => void): Command => ({
      id: `spawn ${kind}${preset}`,
      section: "Spawn",
      title: `Spawn ${plural(count, kind)}${preset}`,
      words: `add new ${count}`,
      run,
    })
    return [
      // One by one they are commands of their own.
      ...(count > 1 ? [command("", () => actions.order(kind, count))] : []),
      ...PRESETS[kind].map(({ name, behaviour }) =>
        command(`: ${name}`, () => actions.order(kind, count, behaviour)),
      ),
    ]
  })
}
