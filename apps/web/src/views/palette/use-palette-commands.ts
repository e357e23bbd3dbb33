import { useMemo, useState } from "react"
import { useApp, useCapability } from "../../hooks/index.js"
import type { Selection } from "../../url-state.js"
import { type Found, findCommands } from "./find-commands.js"
import { brokerCommands, numberCommands, peerCommands, viewCommands } from "./offered-commands.js"

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
      brokers: brokerCommands(brokers.get().brokers, (name) => theatre.watch(name)),
    }
  })
  const canDrain = useCapability("drain")
  return useMemo(() => {
    const { fixed, snapshot, views, brokers: others } = opened
    // There are many presets, columns and series, and may be hundreds of peers: they come once
    // something is asked for.
    if (query.trim() === "") return findCommands(query, fixed)
    // The presenter mode shows no envelope by itself.
    const select = (selection: Selection) =>
      url.step(selection.kind === "envelope" ? { selection, presented: null } : { selection })
    const parts = { actions, broker, select, canDrain }
    return findCommands(query, [
      ...fixed,
      ...others,
      ...views,
      ...numberCommands(query, parts),
      ...(snapshot === null ? [] : peerCommands({ ...parts, snapshot })),
    ])
  }, [query, opened, actions, broker, url, canDrain])
}
