import { chromium } from "@playwright/test"
import { startZmqscope } from "@zmqscope/testkit"
const z = await startZmqscope({ args: ["--empty", ...(process.env.PORT_ARGS ?? "").split(" ").filter(Boolean)] })
const post = (p, b) => fetch(new URL(p, z.url), { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(b) }).then((r) => r.text())
const fixed = (ms) => ({ serviceTime: { distribution: "fixed", ms }, failure: { mode: "none" } })
await fetch(new URL("/api/broker", z.url), { method: "PATCH", headers: { "content-type": "application/json" }, body: JSON.stringify({ dealing: "dealer" }) })
await post("/api/workers", { count: 3, behaviour: fixed(1) })
await post("/api/workers", { count: 1, behaviour: fixed(50) })
await post("/api/clients", { count: 12, behaviour: { pace: { mode: "think", meanMs: 20 }, sizeBytes: 5, timeoutMs: 60000, retries: 3 } })
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", chromiumSandbox: false, args: ["--disable-gpu"] })
const page = await b.newPage()
page.on("console", (m) => m.type() === "error" && console.log("console", m.text()))
page.on("pageerror", (e) => console.log("pageerror", e.message))
await page.goto(z.url)
await page.waitForTimeout(4000)
for (const [w, h] of [[390, 844], [640, 400], [1024, 768], [1280, 720], [1440, 900], [1920, 1080], [2560, 1440]]) {
  await page.setViewportSize({ width: w, height: h })
  for (const theme of ["light", "dark"]) {
    await page.evaluate((t) => { document.documentElement.dataset.theme = t }, theme)
    await page.waitForTimeout(800)
    await page.screenshot({ path: `/tmp/pg/shots/${w}-${theme}.png` })
  }
}
await b.close()
await z[Symbol.asyncDispose]()
