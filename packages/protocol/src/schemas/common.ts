import { Type } from "typebox"

export const Count = Type.Integer({ minimum: 0 })

/** For objects that come from outside: a field that nobody knows is a fault. */
export const closed = { additionalProperties: false } as const
