/**
 * What tests of the page may rely on: the `data-testid` of every live region, and the attributes
 * that say what it shows in a form for machines. The page object in packages/page-object uses these.
 *
 * On `<html>`:
 * - `data-stream-state`: connecting | live | stale | gap | reconnecting
 * - `data-applied-seq`: records with a lower number are applied (as `sequence` in the stream's
 *   messages counts), updated once a frame
 * - `data-run`: the run of the broker that is shown; empty while it is down
 * - `data-history`: loading | ready | failed
 * - `data-theme`: light | dark
 */
export const TEST_IDS = {
  /** The state of the traffic: `data-tone`: good | warn | quiet. */
  connectionBadge: "connection-badge",
  /** `data-value`: how many notices there are. */
  notices: "notices",
  /** `data-kind`: as in the REST schemas. While the list is open. */
  notice: "notice",
  /** `data-value`: the broker that is shown. Where there are several. */
  brokerSwitch: "broker-switch",
  /** `data-value`: messages of a watched broker whose request nothing told. While the panel is open. */
  ambiguous: "ambiguous",
  opaque: "opaque",
  /** `data-state`: loading | ready | failed. */
  overview: "overview",
  /** `data-name`, `data-tone`: good | warn | quiet, `data-rate`. */
  overviewRow: "overview-row",
  /** `data-state`: loading | failed | unknown | ready; `data-number`, `data-phase` (as in the REST schemas), `data-round`;
   * `data-failure`: why what is shown is old. */
  race: "race",
  /** `data-letter`, `data-dealing`, `data-received`, `data-returned`, `data-lost`; empty while nobody is on it. */
  raceLane: "race-lane",
  /** What stands in a lane: `data-place`: waiting | unseen | worker:PLACE, `data-value`. */
  racePlace: "race-place",
  /** `data-figure`, `data-leader` (a letter, or empty), `data-means`: JSON, a number or null a lane. */
  raceFigure: "race-figure",
  /** `data-state`: loading | failed | unknown | set-up | ready; `data-number`, `data-phase` (its state, as in the REST
   * schemas), `data-knee`: a load, or empty; `data-failure`: why what is shown is old. */
  sweep: "sweep",
  /** `data-load`, `data-returned`, `data-p99` (empty while unknown), `data-knee`: true | false. */
  sweepPoint: "sweep-point",
  endpointFrontend: "endpoint-frontend",
  endpointBackend: "endpoint-backend",

  /** Figures: `data-value` holds the number, in the unit named here; empty while it is unknown. */
  figureReceivedRate: "figure-received-rate",
  figureInFlight: "figure-in-flight",
  figureWaiting: "figure-waiting",
  /** Microseconds. */
  figureP50: "figure-p50",
  figureP95: "figure-p95",
  figureP99: "figure-p99",
  figureLost: "figure-lost",
  /**
   * `data-value`: received less everything accounted for; `data-faults`: how many other checks fail.
   * Both 0 is balanced.
   */
  conservation: "conservation",
  /** One a term: `data-term` (a field of totals, or `requeued`), `data-value`. In the popover of the check. */
  conservationTerm: "conservation-term",

  clients: "clients",
  workers: "workers",
  /** `data-value`: how many there are. */
  clientCount: "client-count",
  workerCount: "worker-count",
  /** `data-name`, `data-simulated`, `data-state`, `data-outstanding`, `data-sent`, `data-returned`. */
  clientRow: "client-row",
  /** `data-name`, `data-simulated`, `data-state`, `data-outstanding`, `data-served`, `data-silent`: microseconds, 0 while
   * it is not. */
  workerRow: "worker-row",
  /** `data-name`; while the dialog is open. Its facts: `data-term`, `data-value`, empty while unknown. */
  peerDetails: "peer-details",
  peerFact: "peer-fact",
  bulkProgress: "bulk-progress",

  /** `data-value`: the way of dealing in force. */
  dealing: "dealing",
  /** `data-value`: in total, microseconds. While the view is open. */
  fairness: "fairness",
  /** `data-state`: loading | failed | ready; `data-standing`: applies | unknown | does-not-apply | overload | empty;
   * `data-utilisation`, `data-apart`: shares; `data-verdict`: of Little's law, as in the REST schemas. While it is open. */
  theory: "theory",
  /** `data-name`, `data-share`, `data-busy` (0 to 1), `data-value`: idle while queued, microseconds. */
  fairnessRow: "fairness-row",

  /** What stands where, and of which moment: flow/probe.ts. */
  flow: "flow",
  /** Which moment is shown, in a word and its distance from now, and how much of what moves is drawn. */
  flowCaption: "flow-caption",
  /** Words between wires and piles: callouts, what fell. */
  flowLabels: "flow-labels",
  /** The flow in words, anew each second. */
  flowSummary: "flow-summary",
  charts: "charts",
  /** `data-name`, `data-phase`, `data-step` (from 0), `data-unmet`: steps whose conditions did not come true. */
  scene: "scene",
  /** While presenting, where outcomes are told. */
  presenterFoot: "presenter-foot",
  /** What came of it. */
  sceneResult: "scene-result",
  /** One a stretch between changes: `data-number`, `data-lost`. */
  trial: "trial",
  /** Two trials side by side. */
  comparison: "comparison",
  /** A picked trial on a chart: `data-letter`, `data-value`: its level in the axis' unit, or empty. */
  pin: "pin",
  /** `data-text`: what happened there, in every chart. */
  chartMarker: "chart-marker",
  /** `data-value`: external peers that came since the panel was opened. */
  connectArrival: "connect-arrival",
  tap: "tap",
  /** `data-number`, `data-state`, `data-client`, `data-worker` (names). */
  tapRow: "tap-row",
  /** The word for `data-state`. */
  tapOutcome: "tap-outcome",
  /** `data-number`, `data-state`; `data-frames`: loading | kept | no longer kept | unknown | failed. */
  inspector: "inspector",
  /** What happened, in words. */
  inspectorStory: "inspector-story",
  /** `data-socket`: ROUTER in | DEALER out | DEALER in | ROUTER out; its buttons have `data-role`. */
  anatomy: "anatomy",
  frameBody: "frame-body",
  /** What is missing of it, or why it cannot be read so. */
  frameNote: "frame-note",
  /** `data-state`: idle | loading | ready | failed; `data-value`: events shown. */
  events: "events",
  /** `data-number`, `data-kind`, `data-name`. */
  eventRow: "event-row",
  eventFilter: "event-filter",
  eventFilterError: "event-filter-error",
  tapFilter: "tap-filter",
  /** What is faulty in the filter, and what is allowed. */
  tapFilterError: "tap-filter-error",
  /** `data-value`: rows listed; `data-busy`: whether the answer is still worked on. */
  tapCount: "tap-count",
  /** `data-value`: matching envelopes that ended since the tap was paused. */
  tapNew: "tap-new",
} as const
