import type { Marker } from "@zmqscope/protocol"

/** Markers nearer to each other than this are drawn as one rule, pixels. */
const MERGE_PX = 14
const GAP_PX = 8
/** Between a rule and its text. */
const TEXT_OFFSET_PX = 4
/** A shortened text says nothing with fewer characters. */
const LEAST_CHARACTERS = 12

export interface PlacedMarker {
  readonly x: number
  readonly markers: readonly Marker[]
  /** Null when there is no room for a text. */
  readonly label: {
    readonly text: string
    readonly x: number
    readonly anchor: "start" | "end"
  } | null
}

export interface MarkerRoom {
  readonly fromMs: number
  readonly toMs: number
  readonly widthPx: number
  /** How far texts may reach, the room beside the plot included. */
  readonly textWidthPx: number
  readonly characterPx: number
}

/** What happened near a time, within `withinMs` of it. */
export function markersNear(
  markers: readonly Marker[],
  atMs: number,
  withinMs: number,
): readonly Marker[] {
  return markers.filter((marker) => Math.abs(marker.atMs - atMs) <= withinMs)
}

/** Where the window's markers stand: near ones collapse into one, texts never overlap. */
export function placeMarkers(
  markers: readonly Marker[],
  room: MarkerRoom,
): readonly PlacedMarker[] {
  const scale = room.widthPx / (room.toMs - room.fromMs)
  const groups: { x: number; markers: Marker[] }[] = []
  const inWindow = markers
    .filter((marker) => marker.atMs >= room.fromMs && marker.atMs <= room.toMs)
    .sort((one, other) => one.atMs - other.atMs)
  for (const marker of inWindow) {
    const x = (marker.atMs - room.fromMs) * scale
    const group = groups.at(-1)
    if (group !== undefined && x - group.x < MERGE_PX) group.markers.push(marker)
    else groups.push({ x, markers: [marker] })
  }
  let takenUntil = 0
  return groups.map(({ x, markers: merged }, index) => {
    const text = groupText(merged)
    const next = groups[index + 1]?.x ?? room.textWidthPx + GAP_PX
    const label = place(text, x, { from: takenUntil, to: next - GAP_PX }, room.characterPx)
    takenUntil = label?.anchor === "start" ? label.x + label.text.length * room.characterPx : x
    return { x, markers: merged, label }
  })
}

/** On the right of its rule where it fits, else whole on the left, else shortened or not at all. */
function place(
  text: string,
  x: number,
  free: { readonly from: number; readonly to: number },
  characterPx: number,
): PlacedMarker["label"] {
  const right = Math.floor((free.to - x - TEXT_OFFSET_PX) / characterPx)
  const left = Math.floor((x - GAP_PX - free.from) / characterPx)
  if (text.length > right && text.length <= left) {
    return { text, x: x - TEXT_OFFSET_PX, anchor: "end" }
  }
  const short = text.length <= right ? text : `${text.slice(0, Math.max(right - 1, 0)).trimEnd()}…`
  return text.length > right && right < LEAST_CHARACTERS
    ? null
    : { text: short, x: x + TEXT_OFFSET_PX, anchor: "start" }
}

function groupText(markers: readonly Marker[]): string {
  const [first] = markers
  if (first === undefined) return ""
  const others = markers.length - 1
  return others === 0 ? first.text : `${first.text} +${others}`
}
