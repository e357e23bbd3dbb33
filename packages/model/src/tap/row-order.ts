import type { TapSource } from "./tap-log.js"

/** Which rows are shown, by their place in the log, the topmost first. */
export interface RowOrder {
  readonly count: number
  placeAt(index: number): number
}

/** All of a log, the latest first or last. */
export function allOf(source: TapSource, latestFirst: boolean): RowOrder {
  return {
    get count() {
      return source.next - source.first
    },
    placeAt: (index) => (latestFirst ? source.next - 1 - index : source.first + index),
  }
}
