import type { Spread } from "./statistics.js"

/** Columns as wide as they need to be; the first is set left, figures are set right. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]) =>
    widths
      .map((width, column) => {
        const cell = cells[column] ?? ""
        return column === 0 ? cell.padEnd(width) : cell.padStart(width)
      })
      .join("  ")
      .trimEnd()
  return [line(head), widths.map((width) => "-".repeat(width)).join("  "), ...rows.map(line)].join(
    "\n",
  )
}

/** `0.83 (0.79 to 0.88)`: the median, and the smallest and largest behind it. */
export function formatSpread({ median, min, max }: Spread, digits: number): string {
  const text = (value: number) => formatNumber(value, digits)
  return `${text(median)} (${text(min)} to ${text(max)})`
}

/** With thousands set apart, and `-` for what is not known. */
export function formatNumber(value: number | null | undefined, digits: number): string {
  if (value === null || value === undefined) return "-"
  return value.toLocaleString("en", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
}
