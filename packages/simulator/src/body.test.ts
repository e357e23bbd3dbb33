import { expect, test } from "vitest"
import { bodyOf } from "./body.js"

test("a body has exactly its size, and reads well", () => {
  expect(bodyOf("Hello 12 from client-7", 32).toString()).toBe("Hello 12 from client-7 .........")
  expect(bodyOf("Hello 12 from client-7", 22).toString()).toBe("Hello 12 from client-7")
  expect(bodyOf("Hello 12 from client-7", 8).toString()).toBe("Hello 12")
  expect(bodyOf("Hello", 0)).toHaveLength(0)
})
