/** Who carries messages from clients to workers and back. Disposing ends it. */
export interface Carrier extends AsyncDisposable {
  /** Where REQ clients connect, `tcp://127.0.0.1:PORT`. */
  readonly frontend: string
  /** Where REP workers connect. */
  readonly backend: string
  /** All of its processes, by what they do. */
  readonly processes: Readonly<Record<string, number>>
  /** Messages that its tap has given to whoever reads it; undefined where there is none. */
  tapped?(): Promise<number>
}
