/** What the dependencies need: `require` of ES modules, which came with these releases. */
const ALLOWED = "20.19 or later, 22.12 or later, or 23 and above"

/** The line to print when this release of Node cannot run zmqscope; undefined when it can. */
export function nodeVersionFault(version: string): string | undefined {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number)
  const supported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 23
  if (supported) return undefined
  return `Node ${version} cannot run zmqscope, which needs Node ${ALLOWED}. Install a newer Node from https://nodejs.org and start it again.`
}
