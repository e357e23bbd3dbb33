/** What the dependencies need: `require` of ES modules, which came with these releases. */
const ALLOWED = "20.19 or later, 22.12 or later, or 23 and above"

/**
 * What is to be said of a release of Node that cannot run zmqscope.
 * @param {string} version such as `v20.19.0`
 * @returns {string | undefined} undefined: it can
 */
export function nodeVersionFault(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number)
  const supported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 23
  if (supported) return undefined
  return `Node ${version} cannot run zmqscope, which needs Node ${ALLOWED}. Install a newer Node from https://nodejs.org and start it again.`
}

/** Ends the process with status 2 when this Node cannot run zmqscope. */
export function requireNode() {
  const fault = nodeVersionFault(process.version)
  if (fault === undefined) return
  console.error(fault)
  process.exit(2)
}
