export { PresentedChart } from "./PresentedChart.js"
export { PresenterBar } from "./PresenterBar.js"
export { usePresenter } from "./use-presenter.js"
