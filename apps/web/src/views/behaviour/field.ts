import type { FieldRange } from "./NumberField.js"

/** A number that can be set. */
export interface Amount {
  /** JSON pointer to it: what is read, set, and found faulty by the server. */
  readonly at: string
  readonly label: string
  readonly range: FieldRange
  readonly hint?: string | undefined
  /** What it is where it is left out. */
  readonly usual?: number | undefined
}

/** A part that takes one of some forms, each with numbers of its own. */
export interface Choice {
  readonly at: string
  /** The member that says which form it is. */
  readonly by: string
  readonly label: string
  readonly forms: readonly {
    /** What it says. */
    readonly name: string
    readonly label: string
    /** Its other members as they are at first. */
    readonly fresh: Readonly<Record<string, number>>
    readonly amounts: readonly Amount[]
  }[]
}

export type Field = Amount | Choice

/** Ends are what the server's schemas allow (packages/protocol). */
export function range(
  min: number,
  max: number,
  reach: number,
  step: number,
  unit = "",
): FieldRange {
  return { min, max, reach, step, unit }
}

export function amount(
  at: string,
  label: string,
  among: FieldRange,
  hint?: string,
  usual?: number,
): Amount {
  return { at, label, range: among, hint, usual }
}

/** A number of a form: how it is called, between what, what it is at first, and what it does. */
type FormNumber = readonly [label: string, range: FieldRange, fresh: number, hint?: string]
export type Forms = Readonly<
  Record<string, readonly [label: string, numbers: Readonly<Record<string, FormNumber>>]>
>

/** A part that takes one of some forms, by what the member `by` says. */
export function choice(at: string, by: string, label: string, forms: Forms): Choice {
  const each = Object.entries(forms).map(([name, [formLabel, numbers]]) => {
    const members = Object.entries(numbers)
    return {
      name,
      label: formLabel,
      fresh: Object.fromEntries(members.map(([key, [, , fresh]]) => [key, fresh])),
      amounts: members.map(([key, [called, among, , hint]]) =>
        amount(`${at}/${key}`, called, among, hint),
      ),
    }
  })
  return { at, by, label, forms: each }
}
