import { operatorOf, quote, type Token, tokenize } from "./tokens.js"

/** The filter without a word if it narrows by it, else with it at the end. */
export function toggleTerm(filter: string, term: string): string {
  const isIt = ({ from, to }: Token) => filter.slice(from, to) === term
  return narrowingWords(filter).some(isIt) ? withoutTerms(filter, isIt) : withTerm(filter, term)
}

/** The filter narrowed by one more word. */
export function withTerm(filter: string, term: string): string {
  const rest = filter.trim()
  if (rest === "") return term
  return hasAlternatives(tokenize(filter)) ? `(${rest}) ${term}` : `${rest} ${term}`
}

/** The filter without some of the words that narrow it, and without what joined them to others. */
export function withoutTerms(filter: string, isWanted: (word: Token) => boolean): string {
  const tokens = tokenize(filter)
  const gone = new Set(
    narrowingWords(filter)
      .filter(isWanted)
      .map(({ from }) => from),
  )
  const kept: Token[] = []
  for (const token of tokens) {
    if (gone.has(token.from)) {
      const last = kept.at(-1)
      if (last !== undefined && operatorOf(last) === "and") kept.pop()
    } else if (kept.length > 0 || operatorOf(token) !== "and") kept.push(token)
  }
  return kept.reduce((text, { from, to }, at) => {
    const isApart = at > 0 && (kept[at - 1]?.to ?? 0) < from
    return `${text}${isApart ? " " : ""}${filter.slice(from, to)}`
  }, "")
}

/** Words that all of the filter hangs on: in no group, on no side of an `or`, and not denied. */
export function narrowingWords(filter: string): readonly Token[] {
  const tokens = tokenize(filter)
  if (hasAlternatives(tokens)) return []
  let depth = 0
  return tokens.filter((token, at) => {
    if (token.kind !== "word") depth += token.kind === "(" ? 1 : -1
    const before = tokens[at - 1]
    const isDenied = before !== undefined && operatorOf(before) === "not"
    return token.kind === "word" && depth === 0 && !isDenied && operatorOf(token) === null
  })
}

/** `key:value`, quoted where it must be. */
export function valueTerm(key: string, value: string): string {
  return `${key}:${quote(value)}`
}

function hasAlternatives(tokens: readonly Token[]): boolean {
  let depth = 0
  return tokens.some((token) => {
    if (token.kind !== "word") depth += token.kind === "(" ? 1 : -1
    return depth === 0 && operatorOf(token) === "or"
  })
}
