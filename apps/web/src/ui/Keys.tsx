export function Keys({ keys }: { readonly keys: readonly string[] }) {
  return (
    <span className="inline-flex gap-1">
      {keys.map((key) => (
        <kbd key={key} className="rounded border border-line2 px-1.5 text-tiny leading-5 text-ink2">
          {key}
        </kbd>
      ))}
    </span>
  )
}
