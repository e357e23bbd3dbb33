/** How much of a whole something is, 0 to 1, for the eye alone. */
export function Bar(props: {
  readonly part: number
  /** CSS colour. */
  readonly colour: string
  readonly className: string
}) {
  return (
    <span className={`block overflow-hidden rounded-sm bg-line ${props.className}`} aria-hidden>
      <span
        className="block h-full"
        style={{ width: `${Math.min(1, props.part) * 100}%`, background: props.colour }}
      />
    </span>
  )
}
