/**
 * npm run fuzz -- --inputs 1000000 --seed 1: gives the decoders so many inputs, and prints what came of
 * them and whether memory grew. The same seed draws the same inputs. Exit status 1: memory grew; an
 * input that is not borne ends it with an error that has the input.
 */
import { parseArgs } from "node:util"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { type FuzzFigures, fuzz } from "./fuzz.js"

const MIB = 1024 * 1024
const MOST_GROWTH_MIB = 16

const { values } = parseArgs({
  options: {
    inputs: { type: "string", default: "1000000" },
    seed: { type: "string", default: "1" },
  },
})
const [inputs, seed] = [Number(values.inputs), Number(values.seed)]
if (!Number.isInteger(inputs) || inputs < 1 || !Number.isInteger(seed)) {
  console.error("fuzz: --inputs takes a whole number above 0, --seed a whole number")
  process.exit(2)
}

setFlagsFromString("--expose-gc")
const collect: unknown = runInNewContext("gc")

/** What is held once all garbage has gone, MiB. */
function heldMib(): number {
  if (typeof collect === "function") collect()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / MIB
}

const startedAt = performance.now()
// Once everything is compiled.
const warm = Math.max(1, Math.floor(inputs / 10))
let before = 0
const figures: FuzzFigures = fuzz(inputs, seed, ({ inputs: done }) => {
  if (done === warm) before = heldMib()
  if (done % 100_000 === 0) console.error(`${done} inputs`)
})
const after = heldMib()
const seconds = (performance.now() - startedAt) / 1000

const faults = Array.from(figures.faults).toSorted(([, one], [, other]) => other - one)
console.log(`inputs            ${figures.inputs} (seed ${seed}, ${seconds.toFixed(1)} s)`)
console.log(`bytes             ${figures.bytes}`)
console.log(`messages          ${figures.messages}`)
console.log(`slowest input     ${figures.slowestInputMs.toFixed(1)} ms`)
for (const [name, count] of faults) console.log(`${name.padEnd(18)}${count}`)
console.log(
  `memory held       ${before.toFixed(1)} MiB after ${warm}, ${after.toFixed(1)} MiB at the end`,
)
if (after - before > MOST_GROWTH_MIB) process.exitCode = 1
