/**
 * Share of arrivals that find all servers of a loss system busy (Erlang 1917), for an offered load of
 * `erlangs`: B(0) = 1, B(c) = a B(c-1) / (c + a B(c-1)), which needs no factorials.
 */
export function erlangB(servers: number, erlangs: number): number {
  let blocked = 1
  for (let server = 1; server <= servers; server += 1) {
    blocked = (erlangs * blocked) / (server + erlangs * blocked)
  }
  return blocked
}

/**
 * Share of arrivals that have to wait where there is one queue before all servers (Erlang C; Kleinrock,
 * "Queueing Systems" I, 3.5), from B by C = B / (1 - u (1 - B)), u = a / c. 1 where the load is more
 * than the servers can do.
 */
export function erlangC(servers: number, erlangs: number): number {
  const utilisation = erlangs / servers
  if (utilisation >= 1) return 1
  const blocked = erlangB(servers, erlangs)
  return blocked / (1 - utilisation * (1 - blocked))
}
