export function Brand() {
  return (
    <h1 className="font-mono text-title font-semibold tracking-tight">
      zmq<span className="text-accent">scope</span>
    </h1>
  )
}
