interface LaneLook {
  readonly colour: string
  readonly dash: string | undefined
}

/** Lanes are told apart by weight and dashes: colours are the workers', and red is loss. */
const LOOKS: readonly LaneLook[] = [
  { colour: "var(--ink)", dash: undefined },
  { colour: "var(--accent)", dash: undefined },
  { colour: "var(--ink2)", dash: "6 3" },
  { colour: "var(--accent)", dash: "2 2.5" },
]
const REST: LaneLook = { colour: "var(--ink2)", dash: undefined }

export function laneLook(lane: number): LaneLook {
  return LOOKS[lane] ?? REST
}
