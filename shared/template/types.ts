/**
 * What a template says, once parsed. A plan type is a folder of YAML; these are the shapes that the rest of the
 * program may rely on. `schema.ts` turns YAML into them and refuses what does not fit, with file and path.
 */

/** A vocabulary in one edition, written `id@edition`, for example `s9-aims@2014`. */
export type FrameworkRef = string

export interface Framework {
  readonly ref: FrameworkRef
  readonly id: string
  readonly edition: string
  readonly title: string
  /** Where the vocabulary comes from: Act section, guidance paragraph or publisher. */
  readonly source: string
  /** First day the edition applies, and the last where it is known: `YYYY-MM-DD`. */
  readonly from?: string
  readonly to?: string
  readonly codes: readonly FrameworkCode[]
}

export interface FrameworkCode {
  readonly code: string
  /** At most four words where the vocabulary allows: it stands in tags and tables. */
  readonly label: string
  readonly description?: string
  /** Codes of one group stand together in lists, for example the foundations of The Promise. */
  readonly group?: string
  /** What the numbers beside a choice of this code count, where their field does not say it: `£`, `posts`. */
  readonly unit?: string
}

export type FieldKind =
  | 'prose' // rich text, merged by character
  | 'text' // one line: string
  | 'number' // number
  | 'date' // 'YYYY-MM-DD'
  | 'choice' // one code of `framework`: string
  | 'codes' // several codes of `framework`: string[]
  | 'body' // one body of the plan: body id
  | 'bodies' // several: body id[]
  | 'link' // one block of a type in `to`: block id
  | 'links' // several: block id[]
  | 'years' // a number for each plan year, by the calendar year it starts in: {"2026": 1200000}
  | 'series' // dated values: [{at: 'YYYY-MM-DD', value: number}]

/** A letter of SMART that a filled field is evidence for (review criterion 14). */
export type SmartLetter = 'specific' | 'measurable' | 'achievable' | 'relevant' | 'timed'

export interface FieldType {
  readonly name: string
  readonly label: string
  readonly kind: FieldKind
  readonly hint?: string
  /** For `choice` and `codes`: the framework's id (the template says which edition). */
  readonly framework?: string
  /** For `link` and `links`: block types that may be chosen. */
  readonly to?: readonly string[]
  /** For `number`, `years`, `series`: what is counted, for example `£` or `%`; a field or code beside it may say it instead. */
  readonly unit?: string
  readonly smart?: SmartLetter
}

export interface BlockType {
  readonly type: string
  readonly label: string
  /** Plural, for lists and registers. */
  readonly plural: string
  readonly hint: string
  /** The field that names a block of this type in lists and links. */
  readonly title: string
  /** True where people refer to a block of this type by number (`plan/numbers.ts`). */
  readonly numbered?: boolean | undefined
  readonly fields: readonly FieldType[]
}

/**
 * What a new section starts with. Prose is Markdown. `id` names a block within this start only, so that a link field
 * beside it can lead to it; in a plan every block gets an id of its own.
 */
export type StartItem =
  | { readonly prose: string }
  | { readonly block: string; readonly id?: string; readonly fields?: Readonly<Record<string, unknown>> }

export interface SectionType {
  /** Stable name within the template, for example `related-services`. */
  readonly key: string
  readonly title: string
  /** Markdown in our own words, shown beside the author, never exported. */
  readonly guidance: string
  /** Citation of the guidance, with its edition: `Part 3 guidance 2020, paras 68-71`. */
  readonly source: string
  readonly mandatory: boolean
  /** May be added more than once, for example one chapter a priority. */
  readonly repeatable: boolean
  /** How many of a repeatable section a new plan begins with; one where it is absent. */
  readonly copies?: number
  /** Why the section needs no aim: `cover`, `foreword`, `reference`. Absent where an aim is expected. */
  readonly exempt?: 'cover' | 'foreword' | 'reference'
  /** Tags a new section gets: framework id -> codes. */
  readonly tags: Readonly<Record<string, readonly string[]>>
  /** Block types offered first here; any block the template knows may be inserted. */
  readonly blocks: readonly string[]
  readonly start: readonly StartItem[]
}

/** `error`: would breach the Act; `warning`: a review criterion is likely not met; `info`: worth knowing. */
export type Level = 'error' | 'warning' | 'info'

/**
 * One rule a template applies. `kind` names the generic rule in `shared/checks`, `with` its settings, which that
 * kind parses; the template words and cites it.
 */
export interface RuleUse {
  readonly id: string
  readonly kind: string
  readonly level: Level
  /** Act section, guidance paragraph or review criterion. */
  readonly source: string
  /** What is asked for, in plain words: the head under which findings of the rule are listed. */
  readonly says: string
  /** Review criterion (`1`, `6a`, ...) the rule gives evidence for; the cockpit collects by it. */
  readonly criterion?: string
  readonly with: Readonly<Record<string, unknown>>
}

export interface Template {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly basis: { readonly act: string; readonly section: string; readonly label: string }
  /** Length in years and the day each plan year starts (`MM-DD`). */
  readonly period: { readonly years: number; readonly from: string; readonly firstYear: number }
  /** The framework (id) whose codes are the statutory aims: rows of the aims table. */
  readonly aims: string
  /** The framework (id) whose codes a review asks about: rows of the cockpit. Absent where there is no such review. */
  readonly criteria?: string
  /** Framework refs this template tags against, in the order they are offered. */
  readonly frameworks: readonly Framework[]
  /** Frameworks (ids) sections are tagged with; the others are vocabularies of fields only. */
  readonly tagged: readonly string[]
  readonly bodyKinds: readonly { readonly kind: string; readonly label: string; readonly lead: boolean }[]
  readonly blocks: readonly BlockType[]
  readonly sections: readonly SectionType[]
  readonly rules: readonly RuleUse[]
}
