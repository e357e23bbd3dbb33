import { ServerApi } from "@zmqscope/page-object"
import type { History, HistoryStep, NamedEnvelope } from "@zmqscope/protocol"

/** What the API says, in the page's figures: rows by name, and what moves by itself left out. */
export interface Told {
  readonly figures: Readonly<Record<"waiting" | "inFlight" | "lost", number>>
  /** Served and outstanding. */
  readonly workers: Readonly<Record<string, readonly [number, number]>>
  /** Sent, returned and outstanding. */
  readonly clients: Readonly<Record<string, readonly [number, number, number]>>
  readonly dealing: string
}

/** Where the charts end. */
export interface Depths {
  readonly waiting: number
  readonly unseen: number
  readonly atWorkers: number
}

/** The API of a server, for tests that hold the page against it. */
export class ApiOf extends ServerApi {
  async told(): Promise<Told> {
    const { totals, settings } = await this.status()
    const workers = await this.workers()
    const clients = await this.clients()
    const { waiting, inFlight, lost } = totals
    return {
      figures: { waiting, inFlight, lost },
      workers: Object.fromEntries(
        workers.map(({ name, served, outstanding }) => [name, [served, outstanding]]),
      ),
      clients: Object.fromEntries(
        clients.map(({ name, sent, returned, outstanding }) => [
          name,
          [sent, returned, outstanding],
        ]),
      ),
      dealing: settings.dealing,
    }
  }

  /** At the end of each step of the last seconds, the latest last. */
  async depths(): Promise<readonly Depths[]> {
    const { steps } = await this.history()
    return steps.slice(-50).map(({ waiting, unseen, workers }) => ({
      waiting,
      unseen,
      atWorkers: workers.reduce((sum, [, , outstanding]) => sum + outstanding, 0),
    }))
  }

  /** Of the last minutes, in steps of 100 ms. */
  history(): Promise<History> {
    return this.get("history?resolution=100")
  }

  /** The first step in which a request came. */
  async firstArrival(): Promise<HistoryStep> {
    const { steps } = await this.history()
    const first = steps.find(({ received }) => received > 0)
    if (first === undefined) throw new Error("no request has come")
    return first
  }

  /** On their way between two moments, Unix milliseconds. */
  envelopesIn(sinceMs: number, untilMs: number): Promise<readonly NamedEnvelope[]> {
    return this.get(`envelopes?since=${sinceMs}&until=${untilMs}&limit=1000`)
  }

  /** The last thousand, and all that have not ended. */
  async envelopes(): Promise<readonly NamedEnvelope[]> {
    // In this order: what ends between the two is in both.
    const live: NamedEnvelope[] = await this.get("envelopes?outcome=live")
    const recent: NamedEnvelope[] = await this.get("envelopes?limit=1000")
    return [...new Map([...live, ...recent].map((row) => [row.number, row])).values()]
  }
}
