/** What a JSON pointer leads to; undefined when there is nothing. */
export function partAt(value: object, pointer: string): unknown {
  return keysOf(pointer).reduce<unknown>(
    (part, key) => (isObject(part) ? Reflect.get(part, key) : undefined),
    value,
  )
}

/** A copy with something else there. */
export function withPart<T extends object>(value: T, pointer: string, part: unknown): T {
  const [key = "", ...rest] = keysOf(pointer)
  const inner: unknown = Reflect.get(value, key)
  const deeper = rest.length > 0 && isObject(inner)
  return { ...value, [key]: deeper ? withPart(inner, `/${rest.join("/")}`, part) : part }
}

function keysOf(pointer: string): string[] {
  return pointer.split("/").slice(1)
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null
}
