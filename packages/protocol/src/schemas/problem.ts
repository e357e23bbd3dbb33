import { type Static, Type } from "typebox"

/** RFC 9457. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  /** What happened, why, and what to do. */
  detail: Type.String(),
  /** Stable, for programs. */
  code: Type.String(),
  /** Every fault of a body or query, each with a JSON pointer. */
  errors: Type.Optional(Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))),
  limit: Type.Optional(Type.Number()),
})
export type Problem = Static<typeof Problem>
