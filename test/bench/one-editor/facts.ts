/** What the page of one big editor is told besides the text: what the blocks' fields need to be shown. */
import type { Body } from '../../../shared/plan/facts.ts'
import type { Template } from '../../../shared/template/types.ts'

export interface OneEditorFacts {
  readonly template: Template
  readonly bodies: readonly Body[]
  readonly planYears: readonly number[]
  readonly linkables: readonly {
    readonly id: string
    readonly blockType: string
    readonly title: string
    readonly sectionTitle: string
  }[]
}
