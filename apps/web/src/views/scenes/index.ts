export { SceneOffer } from "./SceneOffer.js"
export { useScene } from "./use-scene.js"
