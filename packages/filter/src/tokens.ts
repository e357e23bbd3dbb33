/** A word of a filter, or a parenthesis: where it stands, and what it says without its quotes. */
export interface Token {
  readonly kind: "word" | "(" | ")"
  readonly from: number
  readonly to: number
  readonly text: string
  /** The text parted at commas that are in no quotes. */
  readonly parts: readonly string[]
  /** Some of it is in quotes: it is no `or`, `and` or `not`. */
  readonly quoted: boolean
  /** Its closing quote is missing. */
  readonly open: boolean
}

/** Words that join others, as people write them. */
const OPERATORS: Readonly<Record<string, "or" | "and" | "not">> = {
  or: "or",
  "|": "or",
  "||": "or",
  and: "and",
  "&": "and",
  "&&": "and",
  not: "not",
  "-": "not",
  "!": "not",
}

/** Null for a word that is a condition. */
export function operatorOf({ kind, text, quoted }: Token): "or" | "and" | "not" | null {
  const lower = text.toLowerCase()
  if (kind !== "word" || quoted || !Object.hasOwn(OPERATORS, lower)) return null
  return OPERATORS[lower] ?? null
}

/**
 * Words are parted by white space; "…" keeps it, and \ in quotes takes what follows as it is. A
 * parenthesis opens a group where a word could begin; one within a word is the word's own.
 */
export function tokenize(filter: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < filter.length) {
    const sign = filter.charAt(at)
    if (isSpace(sign)) {
      at += 1
      continue
    }
    const token = sign === "(" || sign === ")" ? parenthesis(sign, at) : readWord(filter, at)
    tokens.push(token)
    at = token.to
  }
  return tokens
}

/** A value as it is written in a filter. */
export function quote(value: string): string {
  const isPlain = value !== "" && !/[\s",()]/.test(value)
  return isPlain ? value : `"${value.replace(/["\\]/g, "\\$&")}"`
}

function parenthesis(kind: "(" | ")", from: number): Token {
  return { kind, from, to: from + 1, text: kind, parts: [kind], quoted: false, open: false }
}

function readWord(filter: string, from: number): Token {
  const parts = [""]
  let text = ""
  let isQuoted = false
  let wasQuoted = false
  let depth = 0
  let at = from
  const add = (sign: string) => {
    text += sign
    parts.push(`${parts.pop() ?? ""}${sign}`)
  }
  for (; at < filter.length; at += 1) {
    const sign = filter.charAt(at)
    if (sign === '"') {
      isQuoted = !isQuoted
      wasQuoted = true
    } else if (isQuoted) {
      if (sign === "\\" && at + 1 < filter.length) at += 1
      add(filter.charAt(at))
    } else if (isSpace(sign) || (sign === ")" && depth === 0)) break
    else if (sign === "(" && /^[-!]$/.test(text)) break
    else if (sign === ",") {
      text += sign
      parts.push("")
    } else {
      depth += sign === "(" ? 1 : sign === ")" ? -1 : 0
      add(sign)
    }
  }
  return { kind: "word", from, to: at, text, parts, quoted: wasQuoted, open: isQuoted }
}

function isSpace(sign: string): boolean {
  return /\s/.test(sign)
}
