import { readTerm, type Term } from "./terms.js"
import { operatorOf, type Token, tokenize } from "./tokens.js"

export interface FilterError {
  readonly from: number
  readonly to: number
  /** What is wrong, and what is allowed. */
  readonly message: string
}

export interface ParsedFilter {
  /** All must hold. */
  readonly terms: readonly Term[]
  readonly errors: readonly FilterError[]
}

/**
 * Reads a filter: conditions beside each other must all hold (several of one key written with `:`
 * mean any of them), `or` parts alternatives, `and` binds closer, `not`, `-` and `!` deny, and
 * parentheses group. Never throws; what is faulty is left out of `terms`, and told in `errors`.
 */
export function parseFilter(filter: string): ParsedFilter {
  const reader = new Reader(tokenize(filter))
  const terms = reader.readAll()
  const errors = reader.errors.toSorted((one, other) => one.from - other.from)
  return { terms, errors }
}

/** The alternatives that were read, and whether anything stood there, faulty or not. */
interface Conditions {
  readonly any: readonly (readonly Term[])[]
  readonly isThere: boolean
}

class Reader {
  readonly errors: FilterError[] = []
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  readAll(): readonly Term[] {
    const all: Term[] = []
    for (;;) {
      const { any } = this.#readOr()
      const [only, ...more] = any
      if (more.length > 0) all.push({ kind: "group", negated: false, any })
      else if (only !== undefined) all.push(...only)
      const stray = this.#take()
      if (stray === undefined) return all
      this.#fault(stray, "There is no ( before this ).")
    }
  }

  /** Alternatives, up to a ) or the end. */
  #readOr(): Conditions {
    const any: (readonly Term[])[] = []
    let left = this.#readAnd(any)
    const wasThere = left
    for (let or = this.#takeOperator("or"); or !== undefined; or = this.#takeOperator("or")) {
      const right = this.#readAnd(any)
      if (!left || !right) this.#fault(or, "It needs a condition on each side.")
      left = right
    }
    return { any, isThere: wasThere || any.length > 0 }
  }

  /** One alternative: puts what must hold together into `any`. Whether there was anything. */
  #readAnd(any: (readonly Term[])[]): boolean {
    const runs: Term[][] = []
    let isThere = this.#readRun(runs)
    const wasThere = isThere
    for (let and = this.#takeOperator("and"); and !== undefined; and = this.#takeOperator("and")) {
      const right = this.#readRun(runs)
      if (!isThere || !right) this.#fault(and, "It needs a condition on each side.")
      isThere = right
    }
    const [only, ...more] = runs
    // What is parted by `and` must hold by itself, of one key or not.
    const apart = (run: Term[]): Term => ({ kind: "group", negated: false, any: [run] })
    if (more.length > 0) any.push(runs.map(apart))
    else if (only !== undefined) any.push(only)
    return wasThere || runs.length > 0
  }

  /** Conditions beside each other. Whether there was any, faulty or not. */
  #readRun(runs: Term[][]): boolean {
    const run: Term[] = []
    let isThere = false
    for (let next = this.#peek(); next !== undefined && next.kind !== ")"; next = this.#peek()) {
      const operator = operatorOf(next)
      if (operator === "or" || operator === "and") break
      isThere = true
      const term = this.#readCondition()
      if (term !== null) run.push(term)
    }
    if (run.length > 0) runs.push(run)
    return isThere
  }

  /** Null when it is faulty. */
  #readCondition(): Term | null {
    const token = this.#take()
    if (token === undefined) return null
    if (token.kind === "(") return this.#readGroup(token)
    if (operatorOf(token) === "not") return this.#readDenied(token)
    const read = readTerm(token)
    if (typeof read !== "string") return read
    this.#fault(token, read)
    return null
  }

  #readDenied(not: Token): Term | null {
    const next = this.#peek()
    const operator = next === undefined ? null : operatorOf(next)
    if (next === undefined || next.kind === ")" || operator === "or" || operator === "and") {
      this.#fault(not, "It needs a condition after it.")
      return null
    }
    const term = this.#readCondition()
    return term === null ? null : { ...term, negated: !term.negated }
  }

  #readGroup(open: Token): Term | null {
    const { any, isThere } = this.#readOr()
    if (this.#take() === undefined) this.#fault(open, "The closing ) is missing.")
    else if (!isThere) this.#fault(open, "There is no condition in it.")
    return any.length === 0 ? null : { kind: "group", negated: false, any }
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at]
  }

  #take(): Token | undefined {
    const token = this.#tokens[this.#at]
    this.#at += 1
    return token
  }

  #takeOperator(wanted: "or" | "and"): Token | undefined {
    const next = this.#peek()
    if (next === undefined || operatorOf(next) !== wanted) return undefined
    return this.#take()
  }

  #fault({ from, to }: Token, message: string): void {
    this.errors.push({ from, to, message })
  }
}
