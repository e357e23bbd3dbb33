import { type RefObject, useEffect } from "react"
import { type Size, usePixelRatio } from "../hooks/index.js"
import type { FlowEngine } from "./engine.js"

interface Canvases {
  readonly wires: RefObject<HTMLCanvasElement | null>
  readonly scene: RefObject<HTMLCanvasElement | null>
}

export function useFlowSurfaces(
  engine: FlowEngine,
  { wires, scene }: Canvases,
  { width, height }: Size,
  rem: number,
): void {
  useEffect(() => {
    const wireContext = wires.current?.getContext("2d")
    const sceneContext = scene.current?.getContext("2d")
    if (!wireContext || !sceneContext) return undefined
    engine.setContexts({ wires: wireContext, scene: sceneContext })
    return () => engine.setContexts(undefined)
  }, [engine, wires, scene])
  const ratio = usePixelRatio()
  useEffect(() => {
    engine.setSize(width, height, rem, ratio)
  }, [engine, width, height, rem, ratio])
}
