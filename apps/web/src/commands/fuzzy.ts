const AT_WORD_START = 100
const WITHIN = 60
const SCATTERED = 20
/** For each character between the first and the last that are none of the word's. */
const GAP_COST = 1

/** What a word found in a less telling place counts. */
const ASIDE_SHARE = 0.5

/**
 * How well a text answers a query: every word of the query must be found in it (or `aside`, which
 * counts less), in any order; at a word's start is best, scattered letters are worst. Null: not at all.
 */
export function fuzzyScore(query: string, text: string, aside = ""): number | null {
  let sum = 0
  for (const word of query.toLowerCase().split(/\s+/)) {
    if (word === "") continue
    const inText = scoreWord(word, text.toLowerCase())
    const score = inText ?? scaled(scoreWord(word, aside.toLowerCase()))
    if (score === null) return null
    sum += score
  }
  // Of two that answer as well, the shorter says less besides.
  return sum - text.length / 100
}

function scaled(score: number | null): number | null {
  return score === null ? null : score * ASIDE_SHARE
}

function scoreWord(word: string, text: string): number | null {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !isWordPart(text.charAt(at - 1))) return AT_WORD_START
  }
  if (text.includes(word)) return WITHIN
  return /\d/.test(word) ? null : scoreScattered(word, text)
}

/** The letters in order, with others between them. A digit never is: 12 is not 1002. */
function scoreScattered(word: string, text: string): number | null {
  const first = text.indexOf(word.charAt(0))
  let last = first
  for (const letter of word.slice(1)) {
    if (last === -1) return null
    last = text.indexOf(letter, last + 1)
  }
  if (first === -1 || last === -1) return null
  const between = last - first + 1 - word.length
  return between > 2 * word.length ? null : SCATTERED - GAP_COST * between
}

function isWordPart(character: string): boolean {
  return /[a-z0-9]/.test(character)
}
