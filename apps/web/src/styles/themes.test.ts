import { readFileSync } from "node:fs"
import { expect, test } from "vitest"

/** So that words which can be read in one theme, as the browser tests see to it, can be in both. */
test("themes differ in colours alone, so that nothing stands elsewhere in one than in the other", () => {
  const files = ["tokens.css", "base.css", "layout.css", "fonts.css"]
  const css = files
    .map((file) => readFileSync(new URL(file, import.meta.url), "utf8"))
    .join("\n")
    .replaceAll(/\/\*.*?\*\//gs, "")
  const themed = [...css.matchAll(/[^{}]*\[data-theme[^{}]*\{([^{}]*)\}/g)].map(([, body]) => body)
  expect(themed).toHaveLength(css.split("[data-theme").length - 1)
  expect(themed.length).toBeGreaterThan(2)
  const declarations = themed.flatMap((body = "") => body.split(";").map((one) => one.trim()))
  const others = declarations.filter(
    (one) => one !== "" && !/^(color-scheme: (dark|light)|--[\w-]+: #[0-9a-f]{6})$/.test(one),
  )
  expect(others).toEqual([])
})
