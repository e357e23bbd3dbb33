import { once } from "node:events"
import { type Nginx, startNginx, startZmqscope, type Zmqscope } from "@zmqscope/testkit"
import { describe, expect, it } from "vitest"
import { WebSocket } from "ws"
import { ask } from "./ask.js"
import { view } from "./viewer.js"

/** Five ways in which people put nginx before a dashboard, the first four as they come to mind. */
const UPGRADE =
  "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade;"
const RECIPES = {
  "that passes Host on": ({ url }: Zmqscope) =>
    `location / { proxy_pass ${url}; proxy_set_header Host $http_host; ${UPGRADE} }`,
  "that sets no Host": ({ url }: Zmqscope) => `location / { proxy_pass ${url}; ${UPGRADE} }`,
  "that rewrites Host and Origin": ({ url }: Zmqscope) =>
    `location / { proxy_pass ${url}; ${rewritten(url)} ${UPGRADE} }`,
  "below a prefix that it cuts off": ({ url }: Zmqscope) =>
    `location /zmq/ { proxy_pass ${url}/; ${rewritten(url)} ${UPGRADE} }`,
  "below a prefix that it leaves": ({ url }: Zmqscope) =>
    `location /zmq/ { proxy_pass ${url}; proxy_set_header Host $http_host; ${UPGRADE} }`,
} as const
type Recipe = keyof typeof RECIPES
const ALL = Object.keys(RECIPES) as readonly Recipe[]

function rewritten(url: string): string {
  return `proxy_set_header Host ${new URL(url).host}; proxy_set_header Origin ${url};`
}

/** A dashboard behind an nginx, and the URL that browsers open. */
async function behindNginx(nginx: Nginx, prefix: string, args: readonly string[] = ["--empty"]) {
  const publicUrl = `${nginx.url}${prefix}`
  const zmqscope = await startZmqscope({ args: [...args, "--public-url", publicUrl] })
  return { zmqscope, publicUrl }
}

/** What a browser loads of a page: its own URL, and those of its script and its style. */
async function pageAt(publicUrl: string) {
  const page = await ask(publicUrl, "")
  const html = String(page.body)
  const assets = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = ""]) =>
    new URL(path, publicUrl).toString(),
  )
  return { page, assets }
}

describe.each(ALL)("behind an nginx %s", (recipe) => {
  it("the page, its assets, the API and the stream work with --public-url", async () => {
    await using nginx = await startNginx()
    const prefix = recipe.includes("prefix") ? "/zmq/" : "/"
    const { zmqscope, publicUrl } = await behindNginx(nginx, prefix)
    await using _zmqscope = zmqscope
    await nginx.serve(RECIPES[recipe](zmqscope))
    const { origin } = new URL(publicUrl)

    const { page, assets } = await pageAt(publicUrl)
    expect(page.status).toBe(200)
    expect(assets.length).toBeGreaterThan(2)
    for (const asset of assets) {
      expect(asset.startsWith(publicUrl)).toBe(true)
      // As Chromium asks for what is `crossorigin`.
      expect((await fetch(asset, { headers: { origin } })).status).toBe(200)
    }
    const spawn = { method: "POST", json: { count: 1 }, headers: { origin } }
    expect(await ask(publicUrl, "api/workers", spawn)).toMatchObject({ status: 201 })
    using viewer = view(publicUrl.replace(/\/$/, ""), { origin })
    await viewer.find("snapshot", ({ workers }) => workers?.length === 1)
    expect(zmqscope.stdout).toEqual([`Open it with ${publicUrl}`, `Listening on ${zmqscope.url}`])
  })
})

describe("behind an nginx", () => {
  it("that passes no WebSockets, the page is told so", async () => {
    await using nginx = await startNginx()
    const { zmqscope, publicUrl } = await behindNginx(nginx, "/")
    await using _zmqscope = zmqscope
    await nginx.serve(`location / { proxy_pass ${zmqscope.url}; ${rewritten(zmqscope.url)} }`)
    const socket = new WebSocket(`${nginx.url.replace("http", "ws")}/api/tap`)
    const [error] = await once(socket, "error")
    expect(String(error)).toContain("426")
    const why = await ask(publicUrl, `api/tap?page=${encodeURIComponent(nginx.url)}`)
    expect(why).toMatchObject({
      status: 426,
      body: { code: "upgrade-required", detail: expect.stringContaining("passes no WebSockets") },
    })
  })

  it("without --public-url, people are told to use it", async () => {
    await using nginx = await startNginx()
    await using zmqscope = await startZmqscope({ args: ["--empty"] })
    await nginx.serve(RECIPES["that passes Host on"](zmqscope))
    expect(await ask(nginx.url, "/")).toMatchObject({
      status: 403,
      body: {
        code: "forbidden-host",
        detail: expect.stringContaining(`--public-url ${nginx.url}/`),
      },
    })
    await nginx.serve(RECIPES["that sets no Host"](zmqscope))
    expect((await ask(nginx.url, "/")).status).toBe(200)
    const why = await ask(nginx.url, `/api/tap?page=${encodeURIComponent(nginx.url)}`)
    expect(why).toMatchObject({
      status: 403,
      body: { code: "forbidden-origin", detail: expect.stringContaining("--public-url") },
    })
  })

  it("that others can reach, the token lets a browser in below the prefix", async () => {
    await using nginx = await startNginx()
    const args = ["--empty", "--public-url", "https://tools.example/zmq"]
    await using zmqscope = await startZmqscope({ args })
    const host = "proxy_set_header Host tools.example;"
    await nginx.serve(`location /zmq/ { proxy_pass ${zmqscope.url}; ${host} ${UPGRADE} }`)
    const token = /^Open it with https:\/\/tools\.example\/zmq\/\?token=(\w+)$/.exec(
      zmqscope.stdout[0] ?? "",
    )?.[1]
    expect((await fetch(`${nginx.url}/zmq/api/status`)).status).toBe(401)
    const bare = await fetch(`${zmqscope.url}/zmq`, { redirect: "manual" })
    expect([bare.status, bare.headers.get("location")]).toEqual([308, "/zmq/"])
    const login = await fetch(`${nginx.url}/zmq/?token=${token}`, { redirect: "manual" })
    expect([login.status, login.headers.get("location")]).toEqual([303, "/zmq/"])
    const cookie = login.headers.get("set-cookie") ?? ""
    expect(cookie).toContain("Path=/zmq/")
    expect(cookie).toContain("Secure")
    const headers = { cookie: cookie.split(";")[0] ?? "", origin: "https://tools.example" }
    const status = await fetch(`${nginx.url}/zmq/api/status`, { headers })
    expect(status.status).toBe(200)
    expect(status.headers.get("content-security-policy")).toContain("wss://tools.example")
  })

  it("that leaves the prefix to zmqscope, names with a slash in them arrive whole", async () => {
    await using nginx = await startNginx()
    const { zmqscope, publicUrl } = await behindNginx(nginx, "/zmq/")
    await using _zmqscope = zmqscope
    await nginx.serve(RECIPES["below a prefix that it leaves"](zmqscope))
    const path = `api/workers/${encodeURIComponent("team/checkout")}`
    const gone = await ask(publicUrl, path, { method: "DELETE" })
    expect(gone).toMatchObject({ status: 404, body: { code: "unknown-peer" } })
  })
})
