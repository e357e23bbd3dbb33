import { useApp, useTap } from "../../hooks/index.js"
import { type Term, textsInBodies } from "../../model/index.js"

/** How it stands with what the filter looks for in bodies, which are not on this page. */
export function BodySearchNote({ terms }: { readonly terms: readonly Term[] }) {
  const { live } = useApp()
  useTap()
  if (textsInBodies(terms).length === 0) return null
  const { bodies } = live
  if (bodies.failure !== null) {
    return <Note look="text-warn">bodies cannot be searched: {bodies.failure}</Note>
  }
  if (bodies.isAsking) return <Note>looking through bodies…</Note>
  return (
    <Note>{bodies.isCut ? "in the latest bodies that hold it" : "in bodies that are kept"}</Note>
  )
}

function Note(props: { readonly look?: string; readonly children: React.ReactNode }) {
  return (
    <span role="status" className={`text-tiny ${props.look ?? "text-ink2"}`}>
      {props.children}
    </span>
  )
}
