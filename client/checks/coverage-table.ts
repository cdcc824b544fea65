/** The columns of the coverage table: each code with the number of sections that address it with text. */
import type { Coverage } from '../../shared/checks/coverage.ts'
import type { FrameworkCode } from '../../shared/template/types.ts'

export interface CoverageColumn {
  readonly code: FrameworkCode
  /** Sections tagged with it that have text. */
  readonly sections: number
}

export const columnsOf = ({ codes, rows }: Coverage): readonly CoverageColumn[] =>
  codes.map((code, at) => ({ code, sections: rows.filter(({ cells }) => cells[at] === 'tagged-with-text').length }))
