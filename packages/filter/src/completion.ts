import { tokenize } from "./tokens.js"

export interface CompletionOption {
  readonly text: string
  readonly hint: string
  /** The word is whole with it: a space follows. */
  readonly final: boolean
}

export interface Completion {
  readonly from: number
  readonly to: number
  readonly options: readonly CompletionOption[]
}

/** Where the word at the caret begins and ends: at the caret itself between words. */
export function wordAt(
  filter: string,
  caret: number,
): { readonly from: number; readonly to: number } {
  const word = tokenize(filter).find(
    ({ kind, from, to }) => kind === "word" && from <= caret && caret <= to,
  )
  return word ?? { from: caret, to: caret }
}

/** The filter with an option taken, and where the caret stands then. */
export function applyOption(
  filter: string,
  { from, to }: Completion,
  option: CompletionOption,
): { readonly filter: string; readonly caret: number } {
  const rest = filter.slice(to)
  const space = option.final && !rest.startsWith(" ") ? " " : ""
  const caret = from + option.text.length + (option.final ? 1 : 0)
  return { filter: filter.slice(0, from) + option.text + space + rest, caret }
}
