import { fillWords, type Reading } from "@zmqscope/model"

/** What is said, its figures standing out. */
export function Said(props: {
  readonly words: string
  readonly reading: Reading
  readonly measures: ReadonlyMap<string, Reading>
}) {
  return fillWords(props.words, props.reading, props.measures).map(({ text, isFigure }, at) =>
    isFigure ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of a sentence keep their places
      <strong key={at} className="font-semibold whitespace-nowrap text-accent">
        {text}
      </strong>
    ) : (
      text
    ),
  )
}
