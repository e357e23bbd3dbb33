import type { Token } from "./tokens.js"

/** A word with a key: `-` or `!`, the key, the sign, the value. */
const KEYED = /^([-!]?)([a-z]+)(!?[:=]|>=|<=|>|<)(.*)$/is

/** A word that is a condition: of a key, or a text that is looked for. */
export type Word<K extends string> =
  | { readonly kind: "text"; readonly negated: boolean; readonly text: string }
  | {
      readonly kind: "keyed"
      readonly negated: boolean
      readonly key: K
      /** `:`, `=`, `>`, `>=`, `<` or `<=`. */
      readonly sign: string
      readonly values: readonly string[]
    }

/** What a word asks for, or what is wrong with it. */
export function readWord<K extends string>(
  { text, parts, quoted, open }: Token,
  keys: readonly K[],
): Word<K> | string {
  if (open) return 'The closing " is missing.'
  const [head = "", ...more] = parts
  const keyed = KEYED.exec(head)
  if (keyed === null) {
    if (/^[-!]?[:=<>]/.test(text)) return `A key is missing before it. Keys are ${keys.join(", ")}.`
    if (!quoted && /[|&]/.test(text)) {
      return "Put blanks around what joins conditions, or quotes around a text that holds it."
    }
    const negated = /^[-!]./s.test(text)
    return { kind: "text", negated, text: negated ? text.slice(1) : text }
  }
  const [, minus = "", name = "", written = ":", first = ""] = keyed
  const key = keys.find((known) => known === name.toLowerCase())
  if (key === undefined) return `There is no key ${name}. Keys are ${keys.join(", ")}.`
  const isDenied = written.startsWith("!")
  return {
    kind: "keyed",
    negated: (minus !== "") !== isDenied,
    key,
    sign: isDenied ? written.slice(1) : written,
    values: [first, ...more],
  }
}
