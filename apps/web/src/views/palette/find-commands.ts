import { useMemo, useState } from "react"
import { type Command, fuzzyScore } from "../../commands/index.js"
import { useApp, useCapability, useIsOfBroker } from "../../hooks/index.js"
import type { Selection } from "../../url-state.js"
import { brokerCommands, numberCommands, peerCommands, viewCommands } from "./offered-commands.js"

/** The most commands that are listed at once; a longer query finds the rest. */
export const MAX_LISTED = 60

interface FoundSection {
  readonly section: string
  readonly commands: readonly Command[]
}

export interface Found {
  /** Those with the best answer first. */
  readonly sections: readonly FoundSection[]
  /** In the order in which they are listed. */
  readonly listed: readonly Command[]
  /** How many more there are. */
  readonly more: number
}

/** Commands that answer a query, by section; all of them, in their order, when it is empty. */
export function findCommands(query: string, commands: readonly Command[]): Found {
  const scored = commands.flatMap((command) => {
    const score = fuzzyScore(query, command.title, `${command.section} ${command.words ?? ""}`)
    return score === null ? [] : [{ command, score }]
  })
  if (query.trim() !== "") scored.sort((one, other) => other.score - one.score)
  const kept = scored.slice(0, MAX_LISTED)
  const sections = new Map<string, Command[]>()
  for (const { command } of kept) {
    const section = sections.get(command.section) ?? []
    sections.set(command.section, [...section, command])
  }
  const found = [...sections].map(([section, inIt]) => ({ section, commands: inIt }))
  return {
    sections: found,
    listed: found.flatMap((section) => section.commands),
    more: scored.length - kept.length,
  }
}

/** What the palette offers for a query. Peers and series are those that were there when it opened. */
export function usePaletteCommands(query: string): Found {
  const { commands, actions, broker, url, live, brokers, theatre } = useApp()
  const [opened] = useState(() => {
    const { windowMs, freezeMs } = url.get()
    const points = live.points(windowMs, freezeMs ?? live.charts.get().nowMs)
    return {
      // Its own key opens the palette, so it is no command in it.
      fixed: commands.available().filter(({ id }) => id !== "palette"),
      snapshot: live.figures.get().snapshot,
      views: viewCommands(url, live.workersIn(points)),
      brokers: brokerCommands(brokers.get().value ?? [], (name) => theatre.watch(name)),
    }
  })
  const isOfBroker = useIsOfBroker()
  const canDeal = useCapability("deal")
  const canDrain = useCapability("drain")
  const canDisconnectClient = useCapability("disconnect-client")
  return useMemo(() => {
    const { fixed, snapshot, views, brokers: others } = opened
    // There are many presets, columns and series, and may be hundreds of peers: they come once
    // something is asked for.
    if (query.trim() === "") return findCommands(query, fixed)
    if (!isOfBroker) return findCommands(query, [...fixed, ...others])
    // The presenter mode shows no envelope by itself.
    const select = (selection: Selection) =>
      url.step(selection.kind === "envelope" ? { selection, presented: null } : { selection })
    const parts = { actions, broker, select, canDeal, canDrain, canDisconnectClient }
    return findCommands(query, [
      ...fixed,
      ...others,
      ...views,
      ...numberCommands(query, parts),
      ...(snapshot === null ? [] : peerCommands({ ...parts, snapshot })),
    ])
  }, [query, opened, isOfBroker, actions, broker, url, canDeal, canDrain, canDisconnectClient])
}
