import { type Roster, type Term, unknownNames } from "../../model/index.js"

/** Why a list is empty, and what to do. */
export function emptyWords(
  terms: readonly Term[],
  { clientNames, workerNames }: Pick<Roster, "clientNames" | "workerNames">,
): string {
  if (terms.length === 0) return "No envelope yet. Each request shows here as it ends."
  const unknown = unknownNames(terms, {
    client: [...clientNames.values()],
    worker: [...workerNames.values()],
  })
  const whys = unknown.map(({ key, pattern }) => `No ${key} of this run is called ${pattern}.`)
  return [...whys, "No envelope matches. Clear the filter to see all."].join(" ")
}
