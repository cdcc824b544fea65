/** Coverage by code: the columns of the table, and the lines of the list that paper has where the table is too wide. */
import type { Coverage, CoverageRow } from '../../shared/checks/coverage.ts'
import type { FrameworkCode } from '../../shared/template/types.ts'

export interface CoverageColumn {
  readonly code: FrameworkCode
  /** Sections tagged with it that have text. */
  readonly sections: number
}

export const columnsOf = ({ codes, rows }: Coverage): readonly CoverageColumn[] =>
  codes.map((code, at) => ({ code, sections: rows.filter(({ cells }) => cells[at] === 'tagged-with-text').length }))

/** More columns than these an A4 sheet cuts off. */
const mostOnPaper = 8

export const fitsOnPaper = ({ codes }: Pick<Coverage, 'codes'>): boolean => codes.length <= mostOnPaper

export interface CoverageLine {
  readonly code: FrameworkCode
  /** Those that are tagged with it, in the plan's order. */
  readonly sections: readonly (Pick<CoverageRow, 'sectionId' | 'title'> & { readonly hasText: boolean })[]
}

export const linesOf = ({ codes, rows }: Coverage): readonly CoverageLine[] =>
  codes.map((code, at) => ({
    code,
    sections: rows
      .filter(({ cells }) => cells[at] !== 'none')
      .map(({ sectionId, title, cells }) => ({ sectionId, title, hasText: cells[at] === 'tagged-with-text' })),
  }))
