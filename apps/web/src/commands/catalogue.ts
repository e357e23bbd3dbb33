import { DEALINGS, type Dealing } from "@zmqscope/protocol"

/**
 * Everything that can be done from anywhere on the page, by section: the palette offers these, keys
 * run them, and the help lists those that have a key, in this order. A view that knows how puts a
 * task on an id (`useCommands`); what has no task just now is not offered, and its key is free. Of two
 * with the same key the later has it: modes come last.
 */
export interface CommandInfo {
  readonly title: string
  /** As `chordOf` writes it: `k`, `Escape`, `mod+k`. */
  readonly key?: string
  /** Other words that somebody may look for it by. */
  readonly words?: string
}

const DEAL = Object.fromEntries(
  DEALINGS.map((dealing) => [
    `deal-${dealing}`,
    { title: `Deal by ${dealing}`, words: "dealing strategy switch" },
  ]),
) as Record<`deal-${Dealing}`, CommandInfo>

export const CATALOGUE = {
  Spawn: {
    "spawn-client": { title: "Spawn a client", key: "c", words: "add new" },
    "spawn-worker": { title: "Spawn a worker", key: "w", words: "add new" },
    "spawn-slow-worker": { title: "Spawn a slow worker", key: "s", words: "add new 50 ms" },
    "spawn-clients": { title: "Spawn clients…", words: "add new behaviour" },
    "spawn-workers": { title: "Spawn workers…", words: "add new behaviour" },
  },
  Peers: {
    "kill-worker": { title: "Kill a random worker", key: "k", words: "crash" },
    "stop-clients": { title: "Stop all simulated clients…" },
    "kill-clients": { title: "Kill all simulated clients…" },
    "stop-workers": { title: "Stop all simulated workers…" },
    "kill-workers": { title: "Kill all simulated workers…" },
  },
  Broker: {
    pause: { title: "Pause or resume the broker", key: "b", words: "hold dealing" },
    dealing: {
      title: "Change how requests are dealt…",
      key: "d",
      words: "dealing panel strategy prefetch",
    },
    ...DEAL,
    lose: { title: "Lose the requests of a worker that goes", words: "on worker loss" },
    requeue: { title: "Requeue the requests of a worker that goes", words: "on worker loss retry" },
    "drop-abandoned": {
      title: "Drop what waits for a client that has gone",
      words: "abandoned expire",
    },
    "keep-abandoned": {
      title: "Keep what waits for a client that has gone",
      words: "abandoned serve",
    },
  },
  Time: {
    freeze: {
      title: "Freeze or release time",
      key: "f",
      words: "hold stand still flow charts list",
    },
    "flow-1": { title: "Time at true speed", words: "flow slow motion 1x" },
    "flow-4": { title: "Time at a quarter of the speed", words: "flow slow motion 1/4" },
    "flow-20": { title: "Time at a twentieth of the speed", words: "flow slow motion 1/20" },
    "flow-100": { title: "Time at a hundredth of the speed", words: "flow slow motion 1/100" },
  },
  Envelopes: {
    filter: { title: "Filter the envelopes", key: "/", words: "find search tap" },
    "clear-filter": { title: "Clear the filter", words: "tap all" },
    "next-envelope": { title: "Open the next envelope", key: "]" },
    "previous-envelope": { title: "Open the previous envelope", key: "[" },
    "body-text": { title: "Show the frame as text", words: "body" },
    "body-json": { title: "Show the frame as JSON", words: "body" },
    "body-msgpack": { title: "Show the frame as MessagePack", words: "body msgpack" },
    "body-hex": { title: "Show the frame as hex", words: "body bytes" },
    "body-copy": { title: "Copy what is shown of the frame", words: "body clipboard" },
    events: {
      title: "Events, or envelopes again",
      key: "v",
      words: "log joins leaves cuts restarts history",
    },
    deselect: { title: "Give up the selection", key: "Escape" },
  },
  Charts: {
    heat: { title: "Round trips as a heat map, or percentiles", key: "h" },
    "window-1": { title: "Charts show 1 minute", key: "1", words: "window" },
    "window-5": { title: "Charts show 5 minutes", key: "2", words: "window" },
    "window-15": { title: "Charts show 15 minutes", key: "3", words: "window" },
    "window-60": { title: "Charts show 60 minutes", key: "4", words: "window hour" },
    "panel-time": { title: "Panel: where time goes" },
    "panel-fairness": { title: "Panel: fairness", words: "idle while queued" },
    "panel-theory": {
      title: "Panel: theory",
      key: "q",
      words: "queueing utilisation M/M/c Little",
    },
    trials: {
      title: "Trials: results side by side…",
      key: "r",
      words: "compare before after results markdown",
    },
    "clear-span": { title: "Clear the span", words: "brush" },
    "load-history": { title: "Load the history again", words: "retry" },
    "all-series": { title: "Show every series", words: "hidden" },
  },
  Page: {
    present: { title: "Present", key: "p", words: "full screen projector wall" },
    scenes: { title: "Scenes…", key: "e", words: "explain tour learn story" },
    race: {
      title: "Race: ways of dealing side by side…",
      key: "g",
      words: "compare strategies lanes rounds noise",
    },
    sweep: {
      title: "Sweep: load against latency…",
      key: "m",
      words: "measure knee curve p99 queueing",
    },
    overview: { title: "All brokers", key: "a", words: "overview switch rows" },
    connect: { title: "Connect your own…", key: "o", words: "python node go c" },
    terms: { title: "Where every request is", words: "accounted for terms balanced lost" },
    status: { title: "How it stands", words: "state traffic connection engine version" },
    notices: { title: "Notices of the broker", key: "n", words: "refused cut peers warnings" },
    retry: { title: "Connect to the server now", words: "retry reconnect" },
    theme: { title: "Switch the theme", key: "t", words: "colours" },
    "theme-dark": { title: "Theme: dark" },
    "theme-light": { title: "Theme: light" },
    "theme-system": { title: "Theme: as the system" },
    "copy-frontend": { title: "Copy where clients connect", words: "endpoint" },
    "copy-backend": { title: "Copy where workers connect", words: "endpoint" },
    "copy-link": { title: "Copy a link to this view", words: "share url" },
    palette: { title: "Commands", key: "mod+k" },
    legend: { title: "What the signs mean…", key: "l", words: "legend dot ring bar colour shape" },
    help: { title: "Keyboard shortcuts", key: "?", words: "help" },
  },
  "While presenting": {
    "present-queue": { title: "Show Queue depth", key: "1" },
    "present-throughput": { title: "Show Throughput", key: "2" },
    "present-latency": { title: "Show Round trip", key: "3" },
    "present-split": { title: "Show Where time goes", key: "4" },
    "present-fairness": { title: "Show Fairness", key: "5" },
    "present-trials": { title: "Show Trials", key: "6" },
    "present-theory": { title: "Show Theory", key: "7" },
    "present-next": { title: "Show the next", key: "ArrowRight" },
    "present-previous": { title: "Show the previous", key: "ArrowLeft" },
    "present-leave": { title: "Leave", key: "Escape" },
  },
  "In a race": {
    "race-slow": { title: "Slow the worker on all lanes", key: "s" },
    "race-kill": { title: "Kill the worker on all lanes", key: "k" },
    "race-worker": { title: "Mean the next worker", key: "x" },
    "race-burst": { title: "A burst on all lanes", key: "b" },
    "race-scale-out": { title: "A worker more on all lanes", key: "w" },
    "race-cancel": { title: "Cancel the race…" },
    "race-copy": { title: "Copy the race's table as Markdown" },
    "race-leave": { title: "Back to the broker", key: "Escape" },
  },
  "In a sweep": {
    "sweep-cancel": { title: "Cancel the sweep" },
    "sweep-copy": { title: "Copy the sweep's table as Markdown" },
    "sweep-leave": { title: "Back to the broker", key: "Escape" },
  },
  "In a scene": {
    "scene-next": { title: "Go on", key: "ArrowRight" },
    "scene-previous": { title: "Back", key: "ArrowLeft" },
    "scene-play": { title: "Play or pause the scene", key: " " },
    "scene-answer-1": { title: "The first answer", key: "1" },
    "scene-answer-2": { title: "The second answer", key: "2" },
    "scene-answer-3": { title: "The third answer", key: "3" },
    "scene-answer-4": { title: "The fourth answer", key: "4" },
    "scene-leave": { title: "Leave the scene", key: "Escape" },
  },
} as const satisfies Record<string, Record<string, CommandInfo>>

type Catalogue = typeof CATALOGUE
export type CommandId = { [S in keyof Catalogue]: keyof Catalogue[S] }[keyof Catalogue]

export interface CommandEntry extends CommandInfo {
  readonly id: CommandId
  readonly section: string
}

/** Sections of modes, which can be entered at any time: their names say when their keys count. */
export const MODES: ReadonlySet<string> = new Set<keyof Catalogue>([
  "While presenting",
  "In a race",
  "In a sweep",
  "In a scene",
])

/** All of them, in the catalogue's order. */
export const COMMANDS: readonly CommandEntry[] = Object.entries(CATALOGUE).flatMap(
  ([section, commands]) =>
    Object.entries<CommandInfo>(commands).map(([id, info]) => ({
      ...info,
      id: id as CommandId,
      section,
    })),
)
