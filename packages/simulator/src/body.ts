/** A readable body of exactly so many bytes: the text, cut, or padded with dots. */
export function bodyOf(text: string, sizeBytes: number): Buffer {
  const body = Buffer.alloc(sizeBytes, ".")
  body.write(text.length < sizeBytes ? `${text} ` : text, "ascii")
  return body
}
