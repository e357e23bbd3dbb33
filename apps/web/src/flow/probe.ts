import type { NowMode, Replay, Speed } from "@zmqscope/model"
import type { FlowEngine } from "./engine.js"
import { placeWords } from "./hit.js"
import type { Spot } from "./layout.js"

const MAX_FOLLOWED = 100
const MAX_PLACES = 64

/** What the last frame showed, counted from what was drawn. */
export interface FlowMoment {
  /** The moment that it showed, microseconds on the record clock: everything counted is of then. */
  readonly atUs: number
  readonly mode: NowMode
  readonly speed: Speed
  /** Whether the page holds what there was then. */
  readonly isKnown: boolean
  readonly waiting: number
  readonly unseen: number
  /** Replied, and not yet returned. */
  readonly returning: number
  /** By the name of each worker that has any: in service and in its backlog. */
  readonly workers: Readonly<Record<string, number>>
}

/** For tests: what the canvas shows. Reading changes nothing. */
interface FlowProbe {
  moment(): FlowMoment
  /** Where an envelope stands, in words; undefined when it stands nowhere. */
  placeOf(number: number): string | undefined
  /** Where it is drawn, pixels from the flow's top left. */
  pointOf(number: number): Spot | undefined
  /** Writes down from now on where it stands, each place once the moment shown has passed there. */
  follow(number: number): void
  placesOf(number: number): readonly string[]
}

declare global {
  interface Window {
    zmqscope?: { flow: FlowProbe }
  }
}

/** Puts the probe at `window.zmqscope.flow`; the returned function takes it away. */
export function exposeProbe(engine: FlowEngine, replay: Replay): () => void {
  const followed = new Map<number, string[]>()
  const stop = replay.watch({
    onPassed: ({ record, row }) => {
      const places = row === null ? undefined : followed.get(record.envelope)
      if (row !== null && places !== undefined && places.length < MAX_PLACES) places.push(row.state)
    },
    onJump: () => {},
  })
  window.zmqscope = {
    flow: {
      moment: () => momentOf(engine),
      placeOf(number) {
        const { piles, returning } = engine.shown
        if (returning.some((one) => one.number === number)) return "returning"
        const pile = piles.find(({ numbers }) => numbers.has(number))
        return pile && placeWords(pile, [...pile.numbers].indexOf(number))
      },
      pointOf: (number) => engine.spotOfEnvelope(number) ?? undefined,
      follow(number) {
        if (followed.size < MAX_FOLLOWED) followed.set(number, [])
      },
      placesOf: (number) => [...(followed.get(number) ?? [])],
    },
  }
  return () => {
    stop()
    delete window.zmqscope
  }
}

export function momentOf({ shown, parts, workerName }: FlowEngine): FlowMoment {
  const { atUs, mode, speed, piles, returning } = shown
  const at = (wanted: string) => piles.find(({ place }) => place === wanted)?.size ?? 0
  const workers: Record<string, number> = {}
  for (const { place, worker, count, hasService, size } of piles) {
    if (place !== "worker") continue
    // As it is drawn: the one in service, and those of its pile.
    const drawn = count + Number(hasService && size > 0)
    workers[workerName(worker)] = (workers[workerName(worker)] ?? 0) + drawn
  }
  return {
    atUs,
    mode,
    speed,
    isKnown: parts.replay.isKnown,
    waiting: at("waiting"),
    unseen: at("unseen"),
    returning: returning.length,
    workers,
  }
}
