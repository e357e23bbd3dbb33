/** The product's name, as it is written. */
export function Brand() {
  return (
    <h1 className="font-mono text-[0.9375rem] font-semibold tracking-tight">
      zmq<span className="text-accent">scope</span>
    </h1>
  )
}
