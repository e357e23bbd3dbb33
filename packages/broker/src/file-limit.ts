/** Files that the process has open beside its peers' connections, and some to spare. */
const OTHER_FILES = 64

interface Report {
  readonly userLimits?: { readonly open_files?: { readonly soft?: unknown } }
}

/** How many files the system lets this process open; Infinity where it does not say. */
export function openFilesLimit(): number {
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
 * @param filesEach what a connection takes: one that is passed on, two
 */
export function connectionLimits(
  { clients, workers }: ConnectionLimits,
  openFiles: number = openFilesLimit(),
  filesEach = 1,
): ConnectionLimits {
  const files = Math.max(Math.floor((openFiles - OTHER_FILES) / filesEach), 4)
  const ofWorkers = Math.min(workers, Math.floor(files / 4))
  return { workers: ofWorkers, clients: Math.min(clients, files - ofWorkers) }
}
