/**
 * Sections down, codes across. Each cell says in a word and a sign how a section stands to a code, and leads to the
 * section; a code without a section says so in its head.
 */
import { Link } from 'wouter'
import type { Cell, Coverage, CoverageRow } from '../../shared/checks/coverage.ts'
import type { FrameworkCode } from '../../shared/template/types.ts'
import { TableScroll } from '../ui/TableScroll.tsx'
import { words } from '../words/en.ts'
import { columnsOf, fitsOnPaper, linesOf } from './coverage-table.ts'
import type { CoverageColumn } from './coverage-table.ts'
import { placeAddress } from './place-address.ts'
import styles from './Coverage.module.css'

interface CoverageTableProps {
  readonly planId: string
  readonly coverage: Coverage
  /** Names the table: the framework's title. */
  readonly title: string
}

/** The table with its key. A sheet of paper that is too narrow for it has a list of the codes instead. */
export const CoverageView = (props: CoverageTableProps) => {
  const fits = fitsOnPaper(props.coverage)
  return (
    <>
      <div className={fits ? undefined : 'no-print'}>
        <CoverageTable {...props} />
        <CoverageKey />
      </div>
      {!fits && <CoverageList coverage={props.coverage} />}
    </>
  )
}

const CoverageList = ({ coverage }: Pick<CoverageTableProps, 'coverage'>) => (
  <dl className={`${styles.list} print-only`}>
    {linesOf(coverage).map(({ code, sections }) => (
      <div key={code.code}>
        <dt>{code.label}</dt>
        <dd>
          {sections.length === 0 ? (
            words.checks.listNone
          ) : (
            <ul className={styles.places}>
              {sections.map(({ sectionId, title, hasText }) => (
                <li key={sectionId}>{hasText ? title : words.checks.listTagged(title)}</li>
              ))}
            </ul>
          )}
        </dd>
      </div>
    ))}
  </dl>
)

const CoverageTable = ({ planId, coverage, title }: CoverageTableProps) => {
  const columns = columnsOf(coverage)
  return (
    <TableScroll label={words.checks.matrixName(title)} className={styles.matrix}>
      <thead>
        <tr>
          <th scope="col">{words.checks.matrixSection}</th>
          {columns.map((column) => (
            <ColumnHead key={column.code.code} column={column} />
          ))}
        </tr>
      </thead>
      <tbody>
        {coverage.rows.map((row) => (
          <Row key={row.sectionId} planId={planId} row={row} codes={coverage.codes} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{words.checks.matrixTotal}</th>
          {columns.map(({ code, sections }) => (
            <td key={code.code}>{sections}</td>
          ))}
        </tr>
      </tfoot>
    </TableScroll>
  )
}

const ColumnHead = ({ column: { code, sections } }: { readonly column: CoverageColumn }) => (
  <th scope="col" title={code.description}>
    {code.label}
    {sections === 0 && <span className={styles.hole}>{words.checks.matrixHole}</span>}
  </th>
)

interface RowProps {
  readonly planId: string
  readonly row: CoverageRow
  readonly codes: readonly FrameworkCode[]
}

const Row = ({ planId, row, codes }: RowProps) => (
  <tr>
    <th scope="row">
      <Link href={placeAddress(planId, row)}>{row.title}</Link>
      {row.exempt !== null && <span className={styles.exempt}>{words.checks.matrixExempt[row.exempt]}</span>}
    </th>
    {row.cells.map((cell, at) => (
      <td key={codes[at]?.code}>
        <CellView cell={cell} address={placeAddress(planId, row)} about={`${row.title}, ${codes[at]?.label ?? ''}`} />
      </td>
    ))}
  </tr>
)

interface CellViewProps {
  readonly cell: Cell
  readonly address: string
  /** Section and code, for those who hear the link alone. */
  readonly about: string
}

/** A dot, filled or hollow, drawn rather than written: not every font has the letter. */
const Mark = ({ isFilled }: { readonly isFilled: boolean }) => (
  <span aria-hidden="true" className={styles.mark} data-filled={isFilled} />
)

const CellView = ({ cell, address, about }: CellViewProps) => {
  if (cell === 'none') {
    return (
      <>
        <span aria-hidden="true">–</span>
        <span className="visually-hidden">{words.checks.matrixNone}</span>
      </>
    )
  }
  const hasText = cell === 'tagged-with-text'
  return (
    <Link href={address}>
      <Mark isFilled={hasText} />
      {hasText ? words.checks.matrixText : words.checks.matrixTagged}
      <span className="visually-hidden">: {about}</span>
    </Link>
  )
}

/** What the marks in the table mean. */
export const CoverageKey = () => {
  const { text, tagged, none, gap } = words.checks.matrixKey
  return (
    <ul className={styles.key}>
      <li>
        <Mark isFilled={true} />
        {text}
      </li>
      <li>
        <Mark isFilled={false} />
        {tagged}
      </li>
      <li>{none}</li>
      <li>{gap}</li>
    </ul>
  )
}
