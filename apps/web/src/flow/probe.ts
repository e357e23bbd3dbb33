import type { PlaceName } from "./journey.js"
import type { Journeys } from "./journeys.js"

/** Envelopes that can be followed at once. */
const MAX_FOLLOWED = 100
/** Places kept of each. */
const MAX_PLACES = 64

/**
 * For tests: where envelopes are on the canvas. Reading changes nothing; `follow` only starts to
 * write down the places that a dot comes to, each when it comes there.
 */
interface FlowProbe {
  /** Undefined when the envelope has no dot: it has none yet, or no more, or is not one of those shown. */
  placeOf(number: number): PlaceName | undefined
  /** Where its dot is, pixels from the flow's top left. */
  pointOf(number: number): { readonly x: number; readonly y: number } | undefined
  follow(number: number): void
  /** Places since `follow`, in the order in which the dot came to them. */
  placesOf(number: number): readonly PlaceName[]
}

declare global {
  interface Window {
    zmqscope?: { flow: FlowProbe }
  }
}

/** Puts the probe at `window.zmqscope.flow`; the returned function takes it away. */
export function exposeProbe(journeys: Journeys): () => void {
  const followed = new Map<number, PlaceName[]>()
  journeys.onPlace = (number, place) => {
    const places = followed.get(number)
    if (places !== undefined && places.length < MAX_PLACES && places.at(-1) !== place)
      places.push(place)
  }
  window.zmqscope = {
    flow: {
      placeOf: (number) => journeys.placeOf(number),
      pointOf(number) {
        const slot = journeys.dots.find(number)
        const x = journeys.dots.x[slot]
        const y = journeys.dots.y[slot]
        return x === undefined || y === undefined ? undefined : { x, y }
      },
      follow(number) {
        if (followed.size < MAX_FOLLOWED) followed.set(number, [])
      },
      placesOf: (number) => [...(followed.get(number) ?? [])],
    },
  }
  return () => {
    journeys.onPlace = undefined
    delete window.zmqscope
  }
}
