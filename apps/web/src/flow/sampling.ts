/** Above so many envelopes a second on screen each dot stands for more than one. */
export const MAX_DOTS_PER_SECOND = 300
/** Dots at once; standing ones count too. */
export const MAX_DOTS = 4000
/** Finer again only below this part of the bound, so that it does not flicker. */
const FINER_BELOW = 0.6

const STEPS = [1, 10, 100, 1000] as const

/** Of so many envelopes one has a dot. */
export type Sampling = (typeof STEPS)[number]

/**
 * How many envelopes a dot stands for. `perSecond` envelopes start on screen (slow motion counts),
 * `live` are on their way or stand somewhere.
 */
export function chooseSampling(current: Sampling, perSecond: number, live: number): Sampling {
  const bound = (step: number) =>
    Math.max(perSecond / step / MAX_DOTS_PER_SECOND, ((live / step) * 1.5) / MAX_DOTS)
  const wanted = STEPS.find((step) => bound(step) <= 1) ?? 1000
  if (wanted >= current) return wanted
  return STEPS.find((step) => bound(step) <= (step < current ? FINER_BELOW : 1)) ?? current
}

/** 2^32 divided by the golden ratio: multiples of it lie evenly, whatever the step between numbers. */
const GOLDEN = 0x9e3779b1

/**
 * Whether an envelope has a dot: by its number, so that it is the same one all the way, and not by
 * every tenth, which round-robin would deal to the same workers each time.
 */
export function isSampled(number: number, sampling: Sampling): boolean {
  return (Math.imul(number, GOLDEN) >>> 0) * sampling < 0x1_0000_0000
}
