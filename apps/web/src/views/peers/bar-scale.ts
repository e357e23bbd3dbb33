const STEPS = [10, 20, 50] as const

/** The number at which bars are full: the next of 10, 20, 50, 100, 200… so that bars do not breathe. */
export function fullBarFor(highest: number): number {
  for (let decade = 1; ; decade *= 10) {
    for (const step of STEPS) if (highest <= step * decade) return step * decade
  }
}
