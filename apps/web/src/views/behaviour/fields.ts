/** What the fields of a behaviour take: all of it, and the server's faults by JSON pointer into it. */
export interface FieldsProps<B> {
  readonly value: B
  readonly onChange: (value: B) => void
  readonly faults: (pointer: string) => string | undefined
}
