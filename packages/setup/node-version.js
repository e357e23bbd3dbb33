const OLDEST = 20

/** Ends the process with status 2 when this Node is too old for zmqscope. */
export function requireNode() {
  const major = Number(process.versions.node.split(".")[0])
  if (major >= OLDEST) return
  console.error(
    `zmqscope needs Node ${OLDEST} or later and this is ${process.version}: install one from https://nodejs.org.`,
  )
  process.exit(2)
}
