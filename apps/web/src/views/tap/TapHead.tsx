/** The tap's columns, by name. */
export function TapHead() {
  return (
    <thead className="sticky top-0 z-10 block bg-bg text-tiny text-ink2">
      <tr className="tap-grid border-b border-line pb-1 text-left *:font-medium">
        <th scope="col" className="text-right">
          #
        </th>
        <th scope="col">client</th>
        <th scope="col">worker</th>
        <th scope="col" className="text-right">
          size
        </th>
        <th scope="col">waiting, backlog, service</th>
        <th scope="col" className="text-right">
          round trip
        </th>
        <th scope="col">outcome</th>
      </tr>
    </thead>
  )
}
