import { existsSync } from "node:fs"
import { join, sep } from "node:path"
import fastifyStatic from "@fastify/static"
import type { App } from "../app-parts.js"
import { ProblemError } from "../problem.js"

const YEAR_SECONDS = 31_536_000

/** The built page. Vite names assets by their content, so they may be kept for good. */
export async function pageRoutes(app: App, directory: string): Promise<void> {
  if (!existsSync(join(directory, "index.html"))) {
    app.get("/", { schema: { hide: true } }, async () => {
      const detail = "The page is not built. Run npm start, which builds it."
      throw new ProblemError(503, "page-not-built", detail)
    })
    return
  }
  const assets = `${sep}assets${sep}`
  await app.register(fastifyStatic, {
    root: directory,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isAsset = path.includes(assets)
      const value = isAsset ? `public, max-age=${YEAR_SECONDS}, immutable` : "no-cache"
      reply.header("cache-control", value)
    },
  })
}
