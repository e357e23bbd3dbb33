import { DEALINGS, type Dealing } from "@zmqscope/protocol"

/**
 * Everything that can be done from anywhere on the page: the palette offers these, keys run them,
 * and the help lists those that have a key, in this order. A view that knows how puts a task on an
 * id (`Commands.on`); what has no task just now is not offered, and its key is free. Of two with the
 * same key the later has it: modes come last.
 */
export interface CommandInfo {
  readonly section: string
  readonly title: string
  /** As `chordOf` writes it: `k`, `Escape`, `mod+k`. */
  readonly key?: string
  /** Other words that somebody may look for it by. */
  readonly words?: string
}

const SPAWN = {
  "spawn-client": { section: "Spawn", title: "Spawn a client", key: "c", words: "add new" },
  "spawn-worker": { section: "Spawn", title: "Spawn a worker", key: "w", words: "add new" },
  "spawn-clients": { section: "Spawn", title: "Spawn clients…", words: "add new behaviour" },
  "spawn-workers": { section: "Spawn", title: "Spawn workers…", words: "add new behaviour" },
} as const

const PEERS = {
  "kill-worker": { section: "Peers", title: "Kill a random worker", key: "k", words: "crash" },
  "stop-clients": { section: "Peers", title: "Stop all simulated clients…" },
  "kill-clients": { section: "Peers", title: "Kill all simulated clients…" },
  "stop-workers": { section: "Peers", title: "Stop all simulated workers…" },
  "kill-workers": { section: "Peers", title: "Kill all simulated workers…" },
} as const

const BROKER = {
  pause: {
    section: "Broker",
    title: "Pause or resume the broker",
    key: "b",
    words: "hold dealing",
  },
  dealing: {
    section: "Broker",
    title: "Change how requests are dealt…",
    key: "d",
    words: "dealing panel strategy prefetch",
  },
  lose: {
    section: "Broker",
    title: "Lose the requests of a worker that goes",
    words: "on worker loss",
  },
  requeue: {
    section: "Broker",
    title: "Requeue the requests of a worker that goes",
    words: "on worker loss retry",
  },
  "drop-abandoned": {
    section: "Broker",
    title: "Drop what waits for a client that has gone",
    words: "abandoned expire",
  },
  "keep-abandoned": {
    section: "Broker",
    title: "Keep what waits for a client that has gone",
    words: "abandoned serve",
  },
} as const

const DEALING = Object.fromEntries(
  DEALINGS.map((dealing) => [
    `deal-${dealing}`,
    { section: "Broker", title: `Deal by ${dealing}`, words: "dealing strategy switch" },
  ]),
) as Record<`deal-${Dealing}`, CommandInfo>

const TIME = {
  freeze: {
    section: "Time",
    title: "Freeze or release time",
    key: "f",
    words: "hold stand still flow charts list",
  },
  "flow-1": { section: "Time", title: "Time at true speed", words: "flow slow motion 1x" },
  "flow-4": {
    section: "Time",
    title: "Time at a quarter of the speed",
    words: "flow slow motion 1/4",
  },
  "flow-20": {
    section: "Time",
    title: "Time at a twentieth of the speed",
    words: "flow slow motion 1/20",
  },
  "flow-100": {
    section: "Time",
    title: "Time at a hundredth of the speed",
    words: "flow slow motion 1/100",
  },
} as const

const ENVELOPES = {
  filter: {
    section: "Envelopes",
    title: "Filter the envelopes",
    key: "/",
    words: "find search tap",
  },
  "clear-filter": { section: "Envelopes", title: "Clear the filter", words: "tap all" },
  "next-envelope": { section: "Envelopes", title: "Open the next envelope", key: "]" },
  "previous-envelope": { section: "Envelopes", title: "Open the previous envelope", key: "[" },
  "body-text": { section: "Envelopes", title: "Show the frame as text", words: "body" },
  "body-json": { section: "Envelopes", title: "Show the frame as JSON", words: "body" },
  "body-msgpack": {
    section: "Envelopes",
    title: "Show the frame as MessagePack",
    words: "body msgpack",
  },
  "body-hex": { section: "Envelopes", title: "Show the frame as hex", words: "body bytes" },
  events: {
    section: "Envelopes",
    title: "Events, or envelopes again",
    key: "v",
    words: "log joins leaves cuts restarts history",
  },
  deselect: { section: "Envelopes", title: "Give up the selection", key: "Escape" },
} as const

const CHARTS = {
  heat: { section: "Charts", title: "Round trips as a heat map, or percentiles", key: "h" },
  "window-1": { section: "Charts", title: "Charts show 1 minute", key: "1", words: "window" },
  "window-5": { section: "Charts", title: "Charts show 5 minutes", key: "2", words: "window" },
  "window-15": { section: "Charts", title: "Charts show 15 minutes", key: "3", words: "window" },
  "window-60": {
    section: "Charts",
    title: "Charts show 60 minutes",
    key: "4",
    words: "window hour",
  },
  "panel-time": { section: "Charts", title: "Panel: where time goes" },
  "panel-fairness": { section: "Charts", title: "Panel: fairness", words: "idle while queued" },
  trials: {
    section: "Charts",
    title: "Trials: results side by side…",
    key: "r",
    words: "compare before after results markdown",
  },
  "clear-span": { section: "Charts", title: "Clear the span", words: "brush" },
  "load-history": { section: "Charts", title: "Load the history again", words: "retry" },
  "all-series": { section: "Charts", title: "Show every series", words: "hidden" },
} as const

const PAGE = {
  present: { section: "Page", title: "Present", key: "p", words: "full screen projector wall" },
  scenes: { section: "Page", title: "Scenes…", key: "e", words: "explain tour learn story" },
  connect: { section: "Page", title: "Connect your own…", key: "o", words: "python node go c" },
  terms: {
    section: "Page",
    title: "Where every request is",
    words: "accounted for terms balanced lost",
  },
  status: {
    section: "Page",
    title: "How it stands",
    words: "state traffic connection engine version",
  },
  notices: {
    section: "Page",
    title: "Notices of the broker",
    key: "n",
    words: "refused cut peers warnings",
  },
  retry: { section: "Page", title: "Connect to the server now", words: "retry reconnect" },
  theme: { section: "Page", title: "Switch the theme", key: "t", words: "colours" },
  "theme-dark": { section: "Page", title: "Theme: dark" },
  "theme-light": { section: "Page", title: "Theme: light" },
  "theme-system": { section: "Page", title: "Theme: as the system" },
  "copy-frontend": { section: "Page", title: "Copy where clients connect", words: "endpoint" },
  "copy-backend": { section: "Page", title: "Copy where workers connect", words: "endpoint" },
  "copy-link": { section: "Page", title: "Copy a link to this view", words: "share url" },
  palette: { section: "Page", title: "Commands", key: "mod+k" },
  help: { section: "Page", title: "Keyboard shortcuts", key: "?", words: "help" },
} as const

const PRESENTING = {
  "present-queue": { section: "While presenting", title: "Show Queue depth", key: "1" },
  "present-throughput": { section: "While presenting", title: "Show Throughput", key: "2" },
  "present-latency": { section: "While presenting", title: "Show Round trip", key: "3" },
  "present-split": { section: "While presenting", title: "Show Where time goes", key: "4" },
  "present-next": { section: "While presenting", title: "Next chart", key: "ArrowRight" },
  "present-previous": { section: "While presenting", title: "Previous chart", key: "ArrowLeft" },
  "present-leave": { section: "While presenting", title: "Leave", key: "Escape" },
} as const

const SCENE = {
  "scene-next": { section: "In a scene", title: "Go on", key: "ArrowRight" },
  "scene-previous": { section: "In a scene", title: "Back", key: "ArrowLeft" },
  "scene-play": { section: "In a scene", title: "Play or pause the scene", key: " " },
  "scene-answer-1": { section: "In a scene", title: "The first answer", key: "1" },
  "scene-answer-2": { section: "In a scene", title: "The second answer", key: "2" },
  "scene-answer-3": { section: "In a scene", title: "The third answer", key: "3" },
  "scene-answer-4": { section: "In a scene", title: "The fourth answer", key: "4" },
  "scene-leave": { section: "In a scene", title: "Leave the scene", key: "Escape" },
} as const

export const CATALOGUE = {
  ...SPAWN,
  ...PEERS,
  ...BROKER,
  ...DEALING,
  ...TIME,
  ...ENVELOPES,
  ...CHARTS,
  ...PAGE,
  ...PRESENTING,
  ...SCENE,
} satisfies Record<string, CommandInfo>

export type CommandId = keyof typeof CATALOGUE
