import { behaviourKey, type Preset } from "../../actions/index.js"
import { Button } from "../../ui/index.js"

/** Ready-made behaviours: choosing one fills the fields, which may then be changed. */
export function PresetPicker<B>({
  presets,
  value,
  onChange,
}: {
  readonly presets: readonly Preset<B>[]
  readonly value: B
  readonly onChange: (behaviour: B) => void
}) {
  const current = behaviourKey(value)
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="mb-1.5 text-label text-ink2">Behaviour</legend>
      {presets.map(({ name, behaviour }) => {
        const chosen = behaviourKey(behaviour) === current
        return (
          <Button
            key={name}
            aria-pressed={chosen}
            className={chosen ? "border-accent text-accent" : ""}
            onClick={() => onChange(behaviour)}
          >
            {name}
          </Button>
        )
      })}
    </fieldset>
  )
}
