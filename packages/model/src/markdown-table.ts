/**
 * Rows as a table of Markdown, with a line's end.
 * @param words how many columns from the left are words, and stand at its left
 */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  words: number,
): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(" | ")} |`
  const rule = `|${head.map((_, at) => (at < words ? "---" : "---:")).join("|")}|`
  return `${[line(head), rule, ...rows.map(line)].join("\n")}\n`
}

/** A name of a peer is anybody's text. */
function escapeCell(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("|", "\\|").replaceAll(/\s+/g, " ")
}
