import { quote, tokenize } from "./tokens.js"

/** The filter without a word if it has it, else with it at the end. */
export function toggleTerm(filter: string, term: string): string {
  const found = tokenize(filter).filter(({ from, to }) => filter.slice(from, to) === term)
  if (found.length === 0) return filter.trim() === "" ? term : `${filter.trimEnd()} ${term}`
  let rest = filter
  for (const { from, to } of found.toReversed()) rest = rest.slice(0, from) + rest.slice(to)
  return rest.replace(/\s+/g, " ").trim()
}

/** `key:value`, quoted where it must be. */
export function valueTerm(key: string, value: string): string {
  return `${key}:${quote(value)}`
}
