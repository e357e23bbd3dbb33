import { expect } from "@playwright/test"
import type { ClientBehaviour, WorkerBehaviour } from "@zmqscope/protocol"
import { type Bound, expectNumber, numberOf, OFTEN } from "./bound.js"
import type { PeerKind } from "./names.js"
import { PageParts } from "./page-parts.js"
import { ServerApi } from "./server-api.js"

/** Clients and workers: what is listed of them, and what the page does to them. */
export class PagePeers extends PageParts {
  /** Names of the peers in sight; with a count, once so many are listed and all of them in sight. */
  async names(kind: PeerKind, count?: number): Promise<readonly string[]> {
    const rows = kind === "client" ? this.clientRows : this.workerRows
    if (count !== undefined) {
      await this.expectCount(kind, count)
      await expect(rows).toHaveCount(count)
    }
    return rows.evaluateAll((all) => all.map((row) => row.getAttribute("data-name") ?? ""))
  }

  /** What each worker in sight has served, by its name. */
  async served(): Promise<Readonly<Record<string, number>>> {
    return this.workerRows.evaluateAll((rows) =>
      Object.fromEntries(
        rows.map((row) => [row.getAttribute("data-name"), Number(row.getAttribute("data-served"))]),
      ),
    )
  }

  async expectCount(kind: PeerKind, bound: Bound): Promise<void> {
    await expectNumber(this.#countOf(kind), "data-value", bound)
  }

  /** Waits until the row of a peer shows a number. */
  async expectRow(
    kind: PeerKind,
    name: string,
    fact: "outstanding" | "sent" | "returned" | "served",
    bound: Bound,
  ): Promise<void> {
    await expectNumber(this.row(kind, name), `data-${fact}`, bound)
  }

  /** Opens the dialog that asks how many and how they behave. Escape closes it. */
  async openSpawnDialog(kind: PeerKind): Promise<void> {
    await this.page.getByRole("button", { name: `More for ${kind}s` }).click()
    await this.page.getByRole("menuitem", { name: `Spawn ${kind}s` }).click()
    await expect(this.dialog).toBeVisible()
  }

  /** Spawns clients and waits until they are listed: without a behaviour as the page's button does. */
  async spawnClients(count: number, behaviour?: ClientBehaviour): Promise<void> {
    await this.#untilListed("client", count, async () => {
      if (behaviour === undefined) await this.#clickSpawn("client", count)
      else await this.api.spawnClients(count, behaviour)
    })
  }

  /** Spawns workers and waits until they are listed: without a behaviour as the page's button does. */
  async spawnWorkers(count: number, behaviour?: WorkerBehaviour): Promise<void> {
    await this.#untilListed("worker", count, async () => {
      if (behaviour === undefined) await this.#clickSpawn("worker", count)
      else await this.api.spawnWorkers(count, behaviour)
    })
  }

  /** Kills one peer, says yes if the page asks, and waits until it is gone. */
  async kill(kind: PeerKind, name: string): Promise<void> {
    await this.choose(kind, name, "Kill")
    await this.#sayYesUntil("Kill", async () => (await this.row(kind, name).count()) === 0)
  }

  killClient(name: string): Promise<void> {
    return this.kill("client", name)
  }

  killWorker(name: string): Promise<void> {
    return this.kill("worker", name)
  }

  /** Lets a peer finish what it has in hand, and waits until it is gone. */
  async stop(kind: PeerKind, name: string): Promise<void> {
    await this.choose(kind, name, "Stop")
    await expect(this.row(kind, name)).toHaveCount(0)
  }

  /** Closes the connection of an external worker; most connect again, as a new worker. */
  async disconnect(name: string): Promise<void> {
    await this.choose("worker", name, "Disconnect")
    const told = this.page.getByText(`Disconnected ${name}`)
    await this.#sayYesUntil("Disconnect", () => told.isVisible())
  }

  /** What can be done to one peer, open. Escape closes it. */
  async openMenu(kind: PeerKind, name: string): Promise<void> {
    await this.row(kind, name)
      .getByRole("button", { name: `Actions on ${name}` })
      .click()
  }

  /** Deals nothing more to a worker. A simulated one goes when it has replied to all it had. */
  async drain(name: string): Promise<void> {
    await this.choose("worker", name, "Drain")
    await expect(this.page.getByText(`Nothing more is dealt to ${name}`)).toBeVisible()
  }

  /** Of the page that is open. */
  protected get api(): ServerApi {
    return new ServerApi(this.page.request, this.page.url())
  }

  #countOf(kind: PeerKind) {
    return kind === "client" ? this.clientCount : this.workerCount
  }

  async #untilListed(kind: PeerKind, count: number, spawn: () => Promise<unknown>): Promise<void> {
    const before = await numberOf(this.#countOf(kind), "data-value")
    await spawn()
    await this.expectCount(kind, before + count)
  }

  async #clickSpawn(kind: PeerKind, count: number): Promise<void> {
    const one = this.page.getByRole("button", { name: `+1: spawn a ${kind}` })
    for (let spawned = 0; spawned < count; spawned += 1) await one.click()
  }

  protected async choose(kind: PeerKind, name: string, item: string): Promise<void> {
    await this.openMenu(kind, name)
    await this.menuItem(item).click()
  }

  /** The page asks first when requests would be lost, which hangs on the moment. */
  async #sayYesUntil(verb: "Kill" | "Disconnect", isDone: () => Promise<boolean>): Promise<void> {
    const yes = this.dialog.getByRole("button", { name: verb })
    await expect.poll(async () => (await yes.isVisible()) || (await isDone()), OFTEN).toBe(true)
    if (await yes.isVisible()) await yes.click()
    await expect.poll(isDone, OFTEN).toBe(true)
  }
}
