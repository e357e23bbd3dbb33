import type { Locator, Page } from "@playwright/test"
import { type ChartName, FIGURES, type FigureName, type PeerKind, type Term } from "./names.js"

/**
 * Where everything is on the page: found by role and name, or by the `data-testid` of a live region.
 * Facts stand in `data-*` attributes, which hold plain numbers.
 */
export class PageParts {
  readonly page: Page
  /** `<html>`: `data-stream-state`, `data-applied-seq`, `data-run`, `data-history`, `data-theme`. */
  readonly root: Locator
  /** The state of the traffic, in words; `data-tone`: good | warn | quiet. A click tells all of it. */
  readonly badge: Locator
  /** Peers that were refused or cut: `data-value`: how many. A click lists them. */
  readonly notices: Locator
  readonly figures: Locator
  readonly conservation: Locator
  readonly charts: Locator
  /** Where requests are on their way, drawn; its words can be read. */
  readonly flow: Locator
  readonly tap: Locator
  readonly tapRows: Locator
  readonly tapFilter: Locator
  /** `data-value`: how many envelopes are listed; `data-held`: whether the list stands. */
  readonly tapCount: Locator
  /** The envelope that is open: `data-number`, `data-state`, `data-frames`. */
  readonly inspector: Locator
  readonly clientCount: Locator
  readonly workerCount: Locator
  readonly clientRows: Locator
  readonly workerRows: Locator
  /** Opens the panel of the way of dealing; `data-value` is the one in force. */
  readonly dealing: Locator
  /** Who idles while others queue: `data-value` in total, microseconds, in the charts' window. */
  readonly fairness: Locator
  /** The scene that is played: `data-name`, `data-phase`, `data-step` (from 0), `data-unmet`. */
  readonly scene: Locator
  /** What came of it, once it has been told. */
  readonly sceneResult: Locator
  /** Two trials side by side, while they are shown. */
  readonly comparison: Locator
  /** The dialog that is open: one at a time. */
  readonly dialog: Locator

  constructor(page: Page) {
    this.page = page
    this.root = page.locator("html")
    this.badge = page.getByTestId("connection-badge")
    this.notices = page.getByTestId("notices")
    this.figures = page.getByRole("region", { name: "Key figures" })
    this.conservation = page.getByTestId("conservation")
    this.charts = page.getByTestId("charts")
    this.flow = page.getByTestId("flow")
    this.tap = page.getByTestId("tap")
    this.tapRows = page.getByTestId("tap-row")
    this.tapFilter = page.getByTestId("tap-filter")
    this.tapCount = page.getByTestId("tap-count")
    this.inspector = page.getByTestId("inspector")
    this.clientCount = page.getByTestId("client-count")
    this.workerCount = page.getByTestId("worker-count")
    this.clientRows = page.getByTestId("client-row")
    this.workerRows = page.getByTestId("worker-row")
    this.dealing = page.getByTestId("dealing")
    this.fairness = page.getByTestId("fairness")
    this.scene = page.getByTestId("scene")
    this.sceneResult = page.getByTestId("scene-result")
    this.comparison = page.getByTestId("comparison")
    this.dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"))
  }

  figure(name: FigureName): Locator {
    return this.page.getByTestId(FIGURES[name])
  }

  /** One term of the check, while they are open. */
  term(name: Term): Locator {
    return this.page
      .getByTestId("conservation-term")
      .and(this.page.locator(`[data-term="${name}"]`))
  }

  /** The row of one peer, external ones too. Rows far out of sight in a long list are not there. */
  row(kind: PeerKind, name: string): Locator {
    const rows = kind === "client" ? this.clientRows : this.workerRows
    return rows.and(this.page.locator(`[data-name=${JSON.stringify(name)}]`))
  }

  clientRow(name: string): Locator {
    return this.row("client", name)
  }

  workerRow(name: string): Locator {
    return this.row("worker", name)
  }

  /** An item of the menu that is open, by how its text begins. */
  menuItem(item: string): Locator {
    return this.page.getByRole("menuitem", { name: new RegExp(`^${item}`) })
  }

  /** `data-share`, `data-busy` (0 to 1), and `data-value`: idle while queued, microseconds. */
  fairnessRow(name: string): Locator {
    return this.page
      .getByTestId("fairness-row")
      .and(this.page.locator(`[data-name=${JSON.stringify(name)}]`))
  }

  chart(name: ChartName): Locator {
    return this.charts.getByRole("figure", { name })
  }

  /** What a chart says to those who cannot see it: its state and trend in a sentence. */
  chartSummary(name: ChartName): Locator {
    return this.chart(name).getByRole("img", { name })
  }

  /** The label at the end of a series, which turns it off and on: `worker-1`, `waiting`, `p99`. */
  chartSeries(name: ChartName, series: string): Locator {
    return this.chart(name).getByRole("button", { name: `Show ${series}`, exact: true })
  }

  /** The rule on a chart for what happened, by a part of its text: `dealing: idle-first`. */
  chartMarker(name: ChartName, text: string): Locator {
    return this.chart(name)
      .getByTestId("chart-marker")
      .and(this.page.locator(`[data-text*=${JSON.stringify(text)}]`))
  }

  /** Rows of the tap by outcome, as `state` in the REST schemas names it. */
  tapRowsIn(state: string): Locator {
    return this.tapRows.and(this.page.locator(`[data-state="${state}"]`))
  }

  /** Stretches between two changes, the newest first, by what is written on them; a click picks one. */
  trial(text: string | RegExp): Locator {
    return this.page.getByTestId("trial").filter({ hasText: text })
  }

  /** What the page tells in its corner, by a part of its text. */
  toast(text: string | RegExp): Locator {
    return this.page.getByRole("listitem").filter({ hasText: text })
  }
}
