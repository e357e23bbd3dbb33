import { describe, expect, it } from "vitest"
import { ApiClient } from "./client.js"
import { ApiError } from "./problem.js"

interface Asked {
  readonly path: string
  readonly init: RequestInit
}

/** An API whose server gives the same answer to everything, and what it was asked. */
function apiThatAnswers(answer: () => Response | Promise<Response>) {
  const asked: Asked[] = []
  const api = new ApiClient(async (path, init) => {
    asked.push({ path, init })
    return answer()
  })
  return { api, asked }
}

async function refusalOf(call: Promise<unknown>): Promise<ApiError> {
  const outcome: unknown = await call.catch((error: unknown) => error)
  if (outcome instanceof ApiError) return outcome
  throw new Error(`not refused: ${String(outcome)}`)
}

describe("ApiClient", () => {
  it("sends a body as JSON and nothing as nothing", async () => {
    const { api, asked } = apiThatAnswers(() => new Response("[]"))
    await api.spawn("worker", { count: 3 })
    await api.remove("worker", "a/b c", "stop")
    expect(asked[0]).toMatchObject({
      path: "/api/workers",
      init: {
        method: "POST",
        body: '{"count":3}',
        headers: { "content-type": "application/json" },
      },
    })
    expect(asked[1]).toEqual({
      path: "/api/workers/a%2Fb%20c?mode=stop",
      init: { method: "DELETE" },
    })
  })

  it("turns a problem document into an error with its code, detail and faults", async () => {
    const problem = {
      type: "about:blank",
      title: "Bad Request",
      status: 400,
      code: "invalid-body",
      detail: "count must be at least 1",
      errors: [{ path: "/count", message: "must be >= 1" }],
    }
    const { api } = apiThatAnswers(() => Response.json(problem, { status: 400 }))
    const error = await refusalOf(api.spawn("client", { count: 0 }))
    expect(error).toMatchObject({ code: "invalid-body", status: 400, message: problem.detail })
    expect(error.faults.get("/count")).toBe("must be >= 1")
  })

  it.each(["", "<html>", '{"code":5}', "null"])(
    "says so when an answer is no problem: %j",
    async (body) => {
      const { api } = apiThatAnswers(() => new Response(body, { status: 502 }))
      expect(await refusalOf(api.history())).toMatchObject({ code: "unexpected", status: 502 })
    },
  )

  it("says so when the server cannot be reached", async () => {
    const { api } = apiThatAnswers(() => Promise.reject(new TypeError("Failed to fetch")))
    const error = await refusalOf(api.patchBroker({ paused: true }))
    expect(error).toMatchObject({ code: "unreachable", status: 0 })
    expect(error.message).toContain("Failed to fetch")
  })

  it("asks for a span page by page, from its end back, and for how far back the server reaches", async () => {
    const arrivals = Array.from({ length: 1200 }, (_, at) => ({
      number: at + 1,
      receivedAt: at * 1000,
    }))
    const asked: string[] = []
    const api = new ApiClient(async (path) => {
      asked.push(path)
      if (path === "/api/status") {
        return Response.json({ envelopes: { kept: 100_000, sinceMs: 7 } })
      }
      const until = Number(new URLSearchParams(path.slice(path.indexOf("?"))).get("until"))
      const there = arrivals.filter(({ receivedAt }) => receivedAt / 1000 + 5000 <= until)
      return Response.json(there.reverse().slice(0, 1000))
    })
    const past = await api.envelopesIn(5000, 9000, (at) => at / 1000 + 5000)
    expect(past.rows.map(({ number }) => number)).toEqual(
      arrivals.map(({ number }) => number).reverse(),
    )
    expect(past).toMatchObject({ isCut: false, kept: 100_000, sinceMs: 7 })
    expect(asked).toEqual([
      "/api/envelopes?since=5000&until=9000&limit=1000",
      "/api/envelopes?since=5000&until=5200&limit=1000",
      "/api/status",
    ])
  })

  it("takes an empty answer for a success", async () => {
    const { api } = apiThatAnswers(() => new Response(null, { status: 204 }))
    await expect(api.remove("client", "client-1", "kill")).resolves.toBeUndefined()
  })
})
