import type { Dealing } from "@zmqscope/protocol"
import type { Strategy } from "../strategy.js"
import { idleFirst } from "./idle-first.js"
import { joinIdleQueue } from "./join-idle-queue.js"
import { leastOutstanding } from "./least-outstanding.js"
import { peakEwma } from "./peak-ewma.js"
import { random } from "./random.js"
import { roundRobin } from "./round-robin.js"
import { shortestExpectedWait } from "./shortest-expected-wait.js"
import { sticky } from "./sticky.js"
import { twoChoices } from "./two-choices.js"
import { weighted } from "./weighted.js"

export type OwnStrategy = Exclude<Dealing, "dealer">

/** What each is for the page stands in packages/protocol (`DEALING_SENTENCES`). */
export const STRATEGIES: { readonly [S in OwnStrategy]: Strategy } = {
  "round-robin": roundRobin,
  weighted,
  "least-outstanding": leastOutstanding,
  "idle-first": idleFirst,
  "join-idle-queue": joinIdleQueue,
  random,
  "two-choices": twoChoices,
  "peak-ewma": peakEwma,
  "shortest-expected-wait": shortestExpectedWait,
  sticky,
}
