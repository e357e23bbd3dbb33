/** Ends a switch over a discriminated union: adding a member without a case is a type error. */
export function assertUnreachable(value: never): never {
  throw new Error(`Unreachable: ${JSON.stringify(value)}`)
}
