import { type RefObject, useEffect } from "react"
import { type Size, usePixelRatio } from "../hooks/index.js"
import type { FlowEngine } from "./engine.js"

interface Canvases {
  readonly wires: RefObject<HTMLCanvasElement | null>
  readonly dots: RefObject<HTMLCanvasElement | null>
}

/** Gives the engine its canvases and their size. */
export function useFlowSurfaces(
  engine: FlowEngine,
  { wires, dots }: Canvases,
  { width, height }: Size,
  rem: number,
): void {
  useEffect(() => {
    const wireContext = wires.current?.getContext("2d")
    const dotContext = dots.current?.getContext("2d")
    if (!wireContext || !dotContext) return undefined
    engine.setSurfaces({ wires: wireContext, dots: dotContext })
    return () => engine.setSurfaces(undefined)
  }, [engine, wires, dots])
  const ratio = usePixelRatio()
  useEffect(() => {
    engine.setSize(width, height, rem, ratio)
  }, [engine, width, height, rem, ratio])
}
