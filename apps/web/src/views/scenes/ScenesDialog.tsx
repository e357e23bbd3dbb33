import { useApp } from "../../hooks/index.js"
import { Modal } from "../../ui/index.js"
import { useScenes } from "./use-scene.js"

/** What can be played. */
export function ScenesDialog({ onClose }: { readonly onClose: () => void }) {
  const { theatre } = useApp()
  const scenes = useScenes()
  return (
    <Modal
      size="wide"
      title="Scenes"
      description="Each shows one thing in half a minute, on real sockets and a broker of its own. Nothing here is touched: Esc leads back."
      onClose={onClose}
    >
      {scenes === null ? (
        <p className="text-ink2">Asking the server…</p>
      ) : (
        <ol className="flex flex-col">
          {scenes.map(({ name, title, summary }) => (
            <li key={name} className="border-t border-line">
              <button
                type="button"
                className="w-full rounded-md px-2 py-2 text-left hover:bg-line"
                onClick={() => {
                  onClose()
                  theatre.play(name)
                }}
              >
                <span className="text-body font-semibold">{title}</span>
                <span className="block text-label text-ink2">{summary}</span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </Modal>
  )
}
