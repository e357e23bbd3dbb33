import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { reasonOf } from "@zmqscope/protocol"
import { decodeScene, type Scene } from "@zmqscope/protocol/schemas"

/** Those that come with zmqscope. */
const OWN = fileURLToPath(new URL("../scenes", import.meta.url))
/** A scene is a page of text. */
const MAX_BYTES = 256 * 1024
const MAX_SCENES = 100

export interface ReadScenes {
  readonly scenes: readonly Scene[]
  /** A sentence for each file that is no scene. */
  readonly faults: readonly string[]
}

/** The scenes that come with it, in their order, and then those of a folder; of one name the later. */
export function readScenes(folder: string | undefined): ReadScenes {
  const own = readFolder(OWN)
  const others = folder === undefined ? { scenes: [], faults: [] } : readFolder(folder)
  const byName = new Map([...own.scenes, ...others.scenes].map((scene) => [scene.name, scene]))
  return { scenes: [...byName.values()], faults: [...own.faults, ...others.faults] }
}

function readFolder(folder: string): ReadScenes {
  const scenes: Scene[] = []
  const faults: string[] = []
  let files: string[]
  try {
    files = readdirSync(folder)
      .filter((file) => file.endsWith(".json"))
      .sort()
  } catch (error) {
    return { scenes, faults: [`${folder} cannot be read: ${reasonOf(error)}`] }
  }
  if (files.length > MAX_SCENES) {
    faults.push(`${folder} has ${files.length} files: the first ${MAX_SCENES} are read`)
  }
  for (const file of files.slice(0, MAX_SCENES)) {
    const path = join(folder, file)
    const read = readScene(path)
    if (typeof read === "string") faults.push(`${path} is no scene: ${read}`)
    else scenes.push(read)
  }
  return { scenes, faults }
}

/** A scene, or why it is none. */
function readScene(path: string): Scene | string {
  try {
    const text = readFileSync(path, "utf8")
    if (text.length > MAX_BYTES) return `it has more than ${MAX_BYTES} bytes`
    const value: unknown = JSON.parse(text)
    const scene = decodeScene(value)
    return scene.ok ? scene.value : scene.reason
  } catch (error) {
    return reasonOf(error)
  }
}
