/** A word of a filter: where it stands, and what it says without its quotes. */
export interface Token {
  readonly from: number
  readonly to: number
  readonly text: string
  /** Its closing quote is missing. */
  readonly open: boolean
}

/** Words are parted by white space; "…" keeps it, and \ in quotes takes what follows as it is. */
export function tokenize(filter: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < filter.length) {
    if (isSpace(filter.charAt(at))) {
      at += 1
      continue
    }
    const token = readToken(filter, at)
    tokens.push(token)
    at = token.to
  }
  return tokens
}

/** A value as it is written in a filter. */
export function quote(value: string): string {
  return value === "" || /[\s"]/.test(value) ? `"${value.replace(/["\\]/g, "\\$&")}"` : value
}

function readToken(filter: string, from: number): Token {
  let text = ""
  let quoted = false
  let at = from
  for (; at < filter.length; at += 1) {
    const sign = filter.charAt(at)
    if (!quoted && isSpace(sign)) break
    if (sign === '"') {
      quoted = !quoted
    } else if (quoted && sign === "\\" && at + 1 < filter.length) {
      at += 1
      text += filter.charAt(at)
    } else {
      text += sign
    }
  }
  return { from, to: at, text, open: quoted }
}

function isSpace(sign: string): boolean {
  return /\s/.test(sign)
}
