/** `12:03:05.123`, by the clock on the wall, of a moment of the record clock (microseconds). */
export function clockTime(at: number, epochUnixUs: number): string {
  const time = new Date((epochUnixUs + at) / 1000)
  const two = (value: number) => String(value).padStart(2, "0")
  const ms = String(time.getMilliseconds()).padStart(3, "0")
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.${ms}`
}
