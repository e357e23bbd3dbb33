/** Whether an error, of Node or of zeromq.js, has this code. */
export function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code
}
