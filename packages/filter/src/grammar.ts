import { operatorOf, type Token, tokenize } from "./tokens.js"

export interface FilterError {
  readonly from: number
  readonly to: number
  /** What is wrong, and what is allowed. */
  readonly message: string
}

/** One condition, as the list that is narrowed understands it. */
export interface Leaf {
  readonly kind: string
  readonly negated: boolean
}

/** Any of some lists, of each of which all must hold. */
export interface Group<L> {
  readonly kind: "group"
  readonly negated: boolean
  readonly any: readonly (readonly Node<L>[])[]
}

export type Node<L> = L | Group<L>

export interface Parsed<L> {
  /** All must hold. */
  readonly terms: readonly Node<L>[]
  /** In the order in which they stand. */
  readonly errors: readonly FilterError[]
}

/**
 * Reads a filter: conditions beside each other must all hold, `or` parts alternatives, `and` binds
 * closer, `not`, `-` and `!` deny, and parentheses group. Never throws; what is faulty is left out of
 * `terms`, and told in `errors`.
 * @param readLeaf a word's condition, or what is wrong with it
 */
export function parse<L extends Leaf>(
  filter: string,
  readLeaf: (word: Token) => L | string,
): Parsed<L> {
  const reader = new Reader(tokenize(filter), readLeaf)
  const terms = reader.readAll()
  const errors = reader.errors.toSorted((one, other) => one.from - other.from)
  return { terms, errors }
}

/** The alternatives that were read, and whether anything stood there, faulty or not. */
interface Conditions<L> {
  readonly any: readonly (readonly Node<L>[])[]
  readonly isThere: boolean
}

class Reader<L extends Leaf> {
  readonly errors: FilterError[] = []
  readonly #tokens: readonly Token[]
  readonly #readLeaf: (word: Token) => L | string
  #at = 0

  constructor(tokens: readonly Token[], readLeaf: (word: Token) => L | string) {
    this.#tokens = tokens
    this.#readLeaf = readLeaf
  }

  readAll(): readonly Node<L>[] {
    const all: Node<L>[] = []
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
  #readOr(): Conditions<L> {
    const any: (readonly Node<L>[])[] = []
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
  #readAnd(any: (readonly Node<L>[])[]): boolean {
    const runs: Node<L>[][] = []
    let isThere = this.#readRun(runs)
    const wasThere = isThere
    for (let and = this.#takeOperator("and"); and !== undefined; and = this.#takeOperator("and")) {
      const right = this.#readRun(runs)
      if (!isThere || !right) this.#fault(and, "It needs a condition on each side.")
      isThere = right
    }
    const [only, ...more] = runs
    // What is parted by `and` must hold by itself, of one key or not.
    const apart = (run: Node<L>[]): Node<L> => ({ kind: "group", negated: false, any: [run] })
    if (more.length > 0) any.push(runs.map(apart))
    else if (only !== undefined) any.push(only)
    return wasThere || runs.length > 0
  }

  /** Conditions beside each other. Whether there was any, faulty or not. */
  #readRun(runs: Node<L>[][]): boolean {
    const run: Node<L>[] = []
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
  #readCondition(): Node<L> | null {
    const token = this.#take()
    if (token === undefined) return null
    if (token.kind === "(") return this.#readGroup(token)
    if (operatorOf(token) === "not") return this.#readDenied(token)
    const read = this.#readLeaf(token)
    if (typeof read !== "string") return read
    this.#fault(token, read)
    return null
  }

  #readDenied(not: Token): Node<L> | null {
    const next = this.#peek()
    const operator = next === undefined ? null : operatorOf(next)
    if (next === undefined || next.kind === ")" || operator === "or" || operator === "and") {
      this.#fault(not, "It needs a condition after it.")
      return null
    }
    const term = this.#readCondition()
    return term === null ? null : { ...term, negated: !term.negated }
  }

  #readGroup(open: Token): Node<L> | null {
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
