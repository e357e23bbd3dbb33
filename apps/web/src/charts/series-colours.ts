/** Colours of what is no worker. */
export const COLOUR = {
  earlier: "var(--ink3)",
  waiting: "color-mix(in oklab, var(--ink2) 80%, var(--bg))",
  unseen: "color-mix(in oklab, var(--ink2) 45%, var(--bg))",
  others: "var(--edge)",
  backlog: "color-mix(in oklab, var(--accent) 45%, var(--bg))",
  service: "var(--accent)",
  return: "var(--edge)",
} as const
