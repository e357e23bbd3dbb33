import { expect, test } from "vitest"
import { describeWait, fillWords, isMet } from "./words.js"

const NOW = new Map<string, number | null>([
  ["waiting", 1234],
  ["p99", 52],
  ["rate", 320.4],
  ["busy of slow", 97.2],
  ["p50", null],
])
const BEFORE = new Map([["p99", 1475]])

function said(words: string): string {
  return fillWords(words, NOW, new Map([["before", BEFORE]]))
    .map(({ text, isFigure }) => (isFigure ? `[${text}]` : text))
    .join("")
}

test("figures stand in words as the page writes them, with their units", () => {
  expect(said("{waiting} wait, {rate} come back, {busy of slow} busy")).toBe(
    "[1,234] wait, [320/s] come back, [97 %] busy",
  )
  expect(said("from {before: p99} to {p99}")).toBe("from [1.5 s] to [52 ms]")
})

test("what is not known is a dash", () => {
  expect(said("{p50} {later: p99} {p99 of nobody}")).toBe("[—] [—] [—]")
})

test("a condition holds within both its bounds, and with a figure alone", () => {
  expect(isMet({ figure: "p99", atLeast: 52, atMost: 52 }, NOW)).toBe(true)
  expect(isMet({ figure: "p99", atMost: 51 }, NOW)).toBe(false)
  expect(isMet({ figure: "p50", atMost: 51 }, NOW)).toBe(false)
})

test("what is waited for is said with how it stands", () => {
  expect(describeWait({ figure: "waiting", atLeast: 2000 }, NOW)).toBe(
    "waiting at least 2,000 (now 1,234)",
  )
})
