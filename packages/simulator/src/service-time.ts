import { assertUnreachable, type ServiceTime } from "@zmqscope/protocol"
import { randomExponential, randomLogNormal, randomUniform } from "d3-random"
import { type RandomSource, randomSource } from "./random.js"

/** No draw is longer, so that a heavy tail stays within what a timer can hold. */
export const LONGEST_DRAW_MS = 600_000

/** Draws one service time, in milliseconds with fractions. */
export function drawServiceTimeMs(serviceTime: ServiceTime, random: RandomSource): number {
  return Math.min(draw(serviceTime, random), LONGEST_DRAW_MS)
}

/** Bytes of a request's body that tell it from others: the text that clients write there. */
const TEXT_BYTES = 64

/**
 * What a request takes wherever it is served: drawn by the seed and its text, "Hello 7 from client-3",
 * so bodies must be long enough to hold that.
 */
export function serviceTimeOfRequestMs(
  seed: number,
  body: Uint8Array,
  serviceTime: ServiceTime,
): number {
  const text = Buffer.from(body.subarray(0, TEXT_BYTES))
    .toString("latin1")
    .replace(/[ .]+$/, "")
  return drawServiceTimeMs(serviceTime, randomSource(seed, text, "service"))
}

/** Draws one exponential time, in milliseconds with fractions. */
export function drawExponentialMs(meanMs: number, random: RandomSource): number {
  return Math.min(meanMs * randomExponential.source(random)(1)(), LONGEST_DRAW_MS)
}

function draw(serviceTime: ServiceTime, random: RandomSource): number {
  switch (serviceTime.distribution) {
    case "fixed":
      return serviceTime.ms
    case "uniform":
      return randomUniform.source(random)(serviceTime.minMs, serviceTime.maxMs)()
    case "exponential":
      return drawExponentialMs(serviceTime.meanMs, random)
    case "log-normal":
      return randomLogNormal.source(random)(Math.log(serviceTime.medianMs), serviceTime.sigma)()
    default:
      return assertUnreachable(serviceTime)
  }
}
