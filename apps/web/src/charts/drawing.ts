/** What all of Recharts' areas and lines here share: no animation, no dots, no tooltip's upkeep. */
export const STILL = {
  type: "linear",
  isAnimationActive: false,
  dot: false,
  activeDot: false,
  connectNulls: false,
  legendType: "none",
  tooltipType: "none",
} as const

/** Colours of what is no worker. */
export const COLOUR = {
  waiting: "var(--ink3)",
  unseen: "var(--line2)",
  others: "var(--edge)",
  backlog: "color-mix(in oklab, var(--accent) 45%, var(--bg))",
  service: "var(--accent)",
  return: "var(--edge)",
} as const
