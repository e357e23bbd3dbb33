/** One of `items`, or undefined when there is none. */
export function pick<T>(items: Iterable<T>, random: () => number): T | undefined {
  const all = [...items]
  return all[Math.floor(random() * all.length)]
}
