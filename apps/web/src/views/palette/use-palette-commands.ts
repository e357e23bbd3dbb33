import { useMemo, useState } from "react"
import type { Command } from "../../commands/index.js"
import { useApp, useCapability } from "../../hooks/index.js"
import type { Selection } from "../../url-state.js"
import { brokerCommands } from "./broker-commands.js"
import { type Found, findCommands } from "./find-commands.js"
import { numberCommands } from "./number-commands.js"
import { peerCommands } from "./peer-commands.js"
import { viewCommands } from "./view-commands.js"

/** Its own key opens the palette, so it is no command in it. */
const PALETTE = "palette"

/** What the palette offers for a query. Peers and series are those that were there when it opened. */
export function usePaletteCommands(query: string): Found {
  const { commands, actions, broker, url, live, brokers, theatre } = useApp()
  const [opened] = useState(() => {
    const { windowMs, freezeMs } = url.get()
    const points = live.points(windowMs, freezeMs ?? live.charts.get().nowMs)
    return {
      fixed: commands.available().filter(({ id }) => id !== PALETTE),
      snapshot: live.figures.get().snapshot,
      views: viewCommands(url, live.workersIn(points)),
      brokers: brokerCommands(brokers.get().brokers, (name) => theatre.watch(name)),
    }
  })
  const canDrain = useCapability("drain")
  const canDisconnectClient = useCapability("disconnect-client")
  return useMemo(() => {
    // The presenter mode shows no envelope by itself.
    const select = (selection: Selection) =>
      url.step(selection.kind === "envelope" ? { selection, presented: null } : { selection })
    const parts = { actions, broker, select }
    // There are many presets, columns and series, and may be hundreds of peers: they come once
    // something is asked for.
    if (query.trim() === "") return findCommands(query, opened.fixed)
    const offered: Command[] = [
      ...opened.fixed,
      ...opened.brokers,
      ...opened.views,
      ...numberCommands(query, parts),
    ]
    if (opened.snapshot !== null) {
      const can = { canDrain, canDisconnectClient }
      offered.push(...peerCommands({ ...parts, ...can, snapshot: opened.snapshot }))
    }
    return findCommands(query, offered)
  }, [query, opened, actions, broker, url, canDrain, canDisconnectClient])
}
