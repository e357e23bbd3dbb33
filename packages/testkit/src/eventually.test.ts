import { expect, test } from "vitest"
import { eventually } from "./eventually.js"

test("a fact that comes later is waited for and returned", async () => {
  let asked = 0
  const fact = await eventually(async () => {
    asked += 1
    return asked === 3 && { asked }
  }, "the third answer")
  expect(fact).toEqual({ asked: 3 })
})

test("zero and the empty text are facts", async () => {
  expect(await eventually(() => 0, "a number")).toBe(0)
  expect(await eventually(() => "", "a text")).toBe("")
})

test("a probe that throws is asked again", async () => {
  let asked = 0
  await eventually(() => {
    asked += 1
    expect(asked).toBe(2)
    return true
  }, "the second answer")
  expect(asked).toBe(2)
})

test("a fact that never comes is named, with the last value", async () => {
  await expect(eventually(() => undefined, "a worker", { timeoutMs: 5 })).rejects.toThrow(
    "not seen within 5 ms: a worker (last value: undefined)",
  )
})

test("the last error is in the message and is the cause", async () => {
  const error = new Error("refused")
  const failing = eventually(() => Promise.reject(error), "a connection", { timeoutMs: 5 })
  await expect(failing).rejects.toMatchObject({
    message: "not seen within 5 ms: a connection (last error: refused)",
    cause: error,
  })
})

test("a probe that never settles is given up", async () => {
  await expect(
    eventually(() => new Promise<true>(() => {}), "an answer", { timeoutMs: 5 }),
  ).rejects.toThrow("the probe did not answer")
})

test("what `await using` holds is disposed at the end of its block", async () => {
  const disposed: string[] = []
  {
    await using fixture = {
      name: "proxy",
      async [Symbol.asyncDispose]() {
        disposed.push(this.name)
      },
    }
    expect(fixture.name).toBe("proxy")
    expect(disposed).toEqual([])
  }
  expect(disposed).toEqual(["proxy"])
})
