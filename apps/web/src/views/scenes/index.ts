export { ScenePanel } from "./ScenePanel.js"
export { ScenePointer } from "./ScenePointer.js"
export { ScenesDialog } from "./ScenesDialog.js"
export { useScene } from "./use-scene.js"
