export { type AppParts, AppProvider, useApp } from "./app-context.js"
export { UrlStore } from "./url-store.js"
export { CLIENTS_UNSEEN, useCapability, WATCHED_ONLY } from "./use-capability.js"
export { useCommands } from "./use-commands.js"
export {
  useCharts,
  useFigures,
  useKnownRun,
  useNow,
  useShownMs,
  useStatus,
  useStore,
  useTap,
} from "./use-live.js"
export { useMedia, usePixelRatio } from "./use-media.js"
export { obstacleIn, useObstacle } from "./use-obstacle.js"
export { NEXT_THEME, usePageCommands } from "./use-page-commands.js"
export { useRootPx } from "./use-root-px.js"
export { useRowPlaces } from "./use-row-places.js"
export { useSettled } from "./use-settled.js"
export { type Size, useSize } from "./use-size.js"
export { resolveTheme, useTheme } from "./use-theme.js"
export { useTurn } from "./use-turn.js"
export { useRunInUrl, useSelection, useUrl } from "./use-url.js"
