/** The answer of a decoder that never throws: the value, or the reason why there is none. */
export type Decoded<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string }

export function decoded<T>(value: T): Decoded<T> {
  return { ok: true, value }
}

export function refused(reason: string): Decoded<never> {
  return { ok: false, reason }
}
