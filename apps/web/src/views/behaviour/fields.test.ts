import { expect, test } from "vitest"
import { PRESETS } from "../../actions/index.js"
import { type Choice, FIELDS, kindOf } from "./fields.js"
import { partAt, withPart } from "./pointer.js"

const choices = Object.values(FIELDS)
  .flat()
  .filter((field): field is Choice => "forms" in field)

test.each(choices)("every number of a form of $label has a field", ({ at, forms }) => {
  for (const { name, fresh, amounts } of forms) {
    const wanted = Object.keys(fresh).map((key) => `${at}/${key}`)
    expect(amounts.map((amount) => amount.at).toSorted(), name).toEqual(wanted.toSorted())
  }
})

test.each(["client", "worker"] as const)(
  "every ready-made behaviour of a %s has its fields",
  (kind) => {
    for (const { name, behaviour } of PRESETS[kind]) {
      const told = FIELDS[kindOf(behaviour)].map((field) => {
        if (!("forms" in field)) return typeof partAt(behaviour, field.at)
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
