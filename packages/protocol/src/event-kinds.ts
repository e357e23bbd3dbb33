/** What sorts of events are logged. */
export const EVENT_KINDS = [
  /** a peer joined */
  "join",
  /** a peer left, or its connection ended */
  "leave",
  /** the broker ended a peer's connection; the cause is in the text */
  "cut",
  /** somebody was not let in */
  "refuse",
  /** anything else that somebody should know of: see GET /api/notices */
  "notice",
  /** simulated peers were spawned, killed, stopped or changed, or an external one disconnected */
  "spawn",
  "kill",
  "stop",
  "change",
  /** the way of dealing, or what becomes of requests, was changed */
  "switch",
  "pause",
  /** the server, the broker or the simulator ended or began */
  "restart",
  /** records were missed, or events were not logged one by one */
  "gap",
  /** the figures do not add up */
  "fault",
] as const
export type EventKind = (typeof EVENT_KINDS)[number]
