import { expect, test } from "vitest"
import { numberCommands } from "./offered-commands.js"

test("a number means no prefetch of a broker that is only watched", () => {
  const nothing = () => {}
  const titlesOf = (canDeal: boolean) =>
    numberCommands("25", {
      actions: { order: nothing },
      broker: { switchDealing: nothing },
      canDeal,
      select: nothing,
    }).map(({ title }) => title)
  expect(titlesOf(true)).toContain("Set the prefetch to 25")
  expect(titlesOf(false)).not.toContain("Set the prefetch to 25")
  expect(titlesOf(false)).toContain("Go to envelope 25")
})
