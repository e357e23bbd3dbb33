import type { LiveStore } from "@zmqscope/model"

/** Writes onto `<html>` what tests wait for (test-ids.ts). Called once a frame. */
export function showPageState(html: HTMLElement, live: LiveStore): void {
  set(html, "streamState", live.status.get().stream.phase)
  set(html, "appliedSeq", String(live.appliedSequence))
  set(html, "run", live.run ?? "")
  set(html, "history", live.charts.get().history.state)
}

function set(html: HTMLElement, name: string, value: string): void {
  if (html.dataset[name] !== value) html.dataset[name] = value
}
