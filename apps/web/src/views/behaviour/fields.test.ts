import { expect, test } from "vitest"
import { PRESETS } from "../../actions/index.js"
import { SHEDDING } from "../dealing/shedding.js"
import { FIELDS, kindOf } from "./fields.js"
import { partAt, withPart } from "./pointer.js"

test("what a form has at first is what its fields take", () => {
  const choices = [...Object.values(FIELDS).flat(), SHEDDING].filter((field) => "forms" in field)
  for (const { at, forms } of choices) {
    for (const { name, fresh, amounts } of forms) {
      for (const { at: pointer, range } of amounts) {
        const value = Number(partAt({ [at.slice(1)]: fresh }, pointer))
        expect(value, `${name} ${pointer}`).toBeGreaterThanOrEqual(range.min)
        expect(value, `${name} ${pointer}`).toBeLessThanOrEqual(range.reach)
      }
    }
  }
})

test.each(["client", "worker"] as const)(
  "every ready-made behaviour of a %s has its fields",
  (kind) => {
    for (const { name, behaviour } of PRESETS[kind]) {
      const told = FIELDS[kindOf(behaviour)].map((field) => {
        if (!("forms" in field)) return typeof (partAt(behaviour, field.at) ?? field.usual)
        const form = field.forms.find(
          (one) => one.name === partAt(behaviour, `${field.at}/${field.by}`),
        )
        return form?.amounts.map((amount) => typeof partAt(behaviour, amount.at))
      })
      const types = new Set(told.flat())
      expect([...types], name).toEqual(["number"])
    }
  },
)

test("a part is read and set where a pointer leads", () => {
  const before = { pace: { mode: "think", meanMs: 5 }, retries: 3 }
  expect(partAt(before, "/pace/meanMs")).toBe(5)
  expect(partAt(before, "/pace/meanMs/deeper")).toBeUndefined()
  expect(withPart(before, "/pace/meanMs", 7)).toEqual({
    ...before,
    pace: { mode: "think", meanMs: 7 },
  })
  expect(withPart(before, "/retries", 1)).toEqual({ ...before, retries: 1 })
  expect(before.pace.meanMs).toBe(5)
})
