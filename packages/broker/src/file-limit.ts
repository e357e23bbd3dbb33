/** Files that the process has open beside its peers' connections, and some to spare. */
const OTHER_FILES = 64

interface Report {
  readonly userLimits?: { readonly open_files?: { readonly soft?: unknown } }
}

/** How many files the system lets this process open; Infinity where it does not say. */
function openFilesLimit(): number {
  const report: Report = process.report?.getReport() ?? {}
  const soft = report.userLimits?.open_files?.soft
  return typeof soft === "number" ? soft : Number.POSITIVE_INFINITY
}

export interface ConnectionLimits {
  readonly clients: number
  readonly workers: number
}

/**
 * As many connections as both the options and the system allow: past what the system allows Node
 * would close them unseen, and nobody would be told.
 */
export function connectionLimits(
  { clients, workers }: ConnectionLimits,
  openFiles: number = openFilesLimit(),
): ConnectionLimits {
  const files = Math.max(openFiles - OTHER_FILES, 4)
  const ofWorkers = Math.min(workers, Math.floor(files / 4))
  return { workers: ofWorkers, clients: Math.min(clients, files - ofWorkers) }
}
