import type { ListeningPort } from "./option-faults.js"

/** The command cannot start; the message is one line that says what to do. */
export class StartError extends Error {
  constructor(message: string) {
    super(message)
    this.name = "StartError"
  }
}

/** What a failed bind means for the person who started the command. `code` is the system's. */
export function bindFault({ option, port, of }: ListeningPort, host: string, code: string): string {
  switch (code) {
    case "EADDRINUSE":
      return `${option} ${port}${of} is in use on ${host}: end the program that holds it, or choose another port with ${option} (0 takes a free one)`
    case "EADDRNOTAVAIL":
      return `--host ${host} is not an address of this machine: allowed are its own addresses, 0.0.0.0, :: and localhost`
    case "EACCES":
      return `${option} ${port}${of} may not be opened by this user: choose a port from 1024 on`
    default:
      return `${option} ${port}${of} could not be opened on ${host} (${code}): choose another port with ${option}`
  }
}
