export { NoticesButton } from "./NoticesButton.js"
