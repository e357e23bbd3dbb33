import type { Group, Leaf, Node } from "./grammar.js"

/** What is asked of a row; `context` is whatever else the list asks with. */
export type Test<R, C> = (row: R, context: C) => boolean

export interface Compiling<L extends Leaf, R, C> {
  /** The test of one condition, whether it is denied or not. */
  readonly test: (leaf: L) => Test<R, C>
  /** Conditions of one group that stand beside each other mean any of them; undefined: of none. */
  readonly groupOf: (leaf: L) => string | undefined
}

/** Conditions as one test; null: everything passes. */
export function compile<L extends Leaf, R, C>(
  terms: readonly Node<L>[],
  compiling: Compiling<L, R, C>,
): Test<R, C> | null {
  const all: Test<R, C>[] = []
  const anyOf = new Map<string, Test<R, C>[]>()
  for (const term of terms) {
    const test = isGroup(term) ? ofGroup(term, compiling) : compiling.test(term)
    const group = term.negated || isGroup(term) ? undefined : compiling.groupOf(term)
    if (group === undefined) all.push(term.negated ? (row, context) => !test(row, context) : test)
    else anyOf.set(group, [...(anyOf.get(group) ?? []), test])
  }
  for (const tests of anyOf.values()) all.push(some(tests))
  const [only, ...more] = all
  if (only === undefined) return null
  return more.length === 0 ? only : (row, context) => all.every((test) => test(row, context))
}

/** Passes what any of them passes. */
export function some<R, C>(tests: readonly Test<R, C>[]): Test<R, C> {
  const [only] = tests
  if (tests.length === 1 && only !== undefined) return only
  return (row, context) => tests.some((test) => test(row, context))
}

/** Every condition, those in groups too. */
export function* eachLeaf<L extends Leaf>(terms: readonly Node<L>[]): Generator<L> {
  for (const term of terms) {
    if (isGroup(term)) for (const list of term.any) yield* eachLeaf(list)
    else yield term
  }
}

/** The whole text, whatever its case; `*` stands for anything. */
export function wildcard(pattern: string): (text: string) => boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
  const expression = new RegExp(`^${parts.join(".*")}$`, "is")
  return (text) => expression.test(text)
}

/** Whether any of the patterns is the whole text. */
export function anyWildcard(patterns: readonly string[]): (text: string) => boolean {
  const tests = patterns.map(wildcard)
  return (text) => tests.some((test) => test(text))
}

function ofGroup<L extends Leaf, R, C>(
  { any }: Group<L>,
  compiling: Compiling<L, R, C>,
): Test<R, C> {
  return some(any.map((list) => compile(list, compiling) ?? (() => true)))
}

function isGroup<L extends Leaf>(term: Node<L>): term is Group<L> {
  return term.kind === "group"
}
