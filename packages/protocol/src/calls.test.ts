import { expect, test } from "vitest"
import { type AnswerMessage, answerCall, CallError, Caller, type Handlers } from "./calls.js"

type Calls = {
  double: { params: { of: number }; result: number }
  refuse: { params: null; result: null }
  fail: { params: null; result: null }
}

const handlers: Handlers<Calls> = {
  double: ({ of }) => of * 2,
  refuse: () => {
    throw new CallError("no-way", "that cannot be")
  },
  fail: async () => {
    throw new TypeError("a fault")
  },
}

function connect(): Caller<Calls> {
  const caller: Caller<Calls> = new Caller((message) => {
    void answerCall<Calls>(handlers, message, (answer) => caller.accept(answer))
  })
  return caller
}

test("each call gets its own answer", async () => {
  const caller = connect()
  const answers = await Promise.all([1, 2, 3].map((of) => caller.call("double", { of })))
  expect(answers).toEqual([2, 4, 6])
})

test("a refusal carries its code, a fault is internal", async () => {
  const caller = connect()
  await expect(caller.call("refuse", null)).rejects.toMatchObject({
    code: "no-way",
    message: "that cannot be",
  })
  await expect(caller.call("fail", null)).rejects.toMatchObject({ code: "internal" })
})

test("calls that are open when the other side goes are told so", async () => {
  const caller = new Caller<Calls>(() => {})
  const open = caller.call("double", { of: 1 })
  caller.close("it crashed")
  await expect(open).rejects.toMatchObject({ code: "gone", message: "it crashed" })
})

test("a name that is no call of the map is refused, even one that every object has", async () => {
  const answers: AnswerMessage[] = []
  for (const name of ["other", "toString", "__proto__"]) {
    await answerCall<Calls>(handlers, { call: 1, name, params: null }, (answer) =>
      answers.push(answer),
    )
  }
  expect(answers.map((answer) => !answer.ok && answer.code)).toEqual(Array(3).fill("unknown-call"))
})

test("what is no call and no answer is left alone", async () => {
  const answers: AnswerMessage[] = []
  for (const message of [null, 7, {}, { call: "1", name: "double" }]) {
    await answerCall<Calls>(handlers, message, (answer) => answers.push(answer))
    expect(connect().accept(message)).toBe(false)
  }
  expect(answers).toEqual([])
})
