/**
 * What is wrong with a template, and where. Faults are collected, never thrown: whoever mends a template wants to see
 * all of them at once.
 */

export interface TemplateFault {
  readonly file: string
  /** Where in the template, for example `sections[4].blocks[0]`; empty for the file as a whole. */
  readonly path: string
  readonly reason: string
}

export type Path = readonly (string | number)[]

export const createFault = (file: string, path: Path, reason: string): TemplateFault => ({
  file,
  path: pathToText(path),
  reason,
})

/** `['sections', 4, 'tags', 's9-aims']` is `sections[4].tags.s9-aims`. */
export const pathToText = (path: Path): string =>
  path.map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`)).join('')

/** One line for a log or a terminal: `templates/x/sections.yaml: sections[4].blocks[0]: no block type "acton"`. */
export const faultToLine = ({ file, path, reason }: TemplateFault): string =>
  [file, path, reason].filter((part) => part !== '').join(': ')

/** Entries that stood in the list before, each with its place. */
export const findRepeats = (entries: readonly string[]): readonly { readonly at: number; readonly entry: string }[] =>
  entries.flatMap((entry, at) => (entries.indexOf(entry) < at ? [{ at, entry }] : []))
