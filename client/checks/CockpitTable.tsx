/** The review criteria, line by line: what the plan shows as evidence, and what is missing, each with its place. */
import { Link } from 'wouter'
import { cockpitNotice } from '../../shared/checks/cockpit.ts'
import type { CockpitLine, LineState } from '../../shared/checks/cockpit.ts'
import type { Place } from '../../shared/checks/finding.ts'
import { Disclosure } from '../ui/Disclosure.tsx'
import { TableScroll } from '../ui/TableScroll.tsx'
import { words } from '../words/en.ts'
import { placeAddress } from './place-address.ts'
import styles from './Coverage.module.css'

interface CockpitTableProps {
  readonly planId: string
  readonly lines: readonly CockpitLine[]
}

export const CockpitTable = ({ planId, lines }: CockpitTableProps) => {
  if (lines.length === 0) return <p>{words.checks.cockpitEmpty}</p>
  const count = (sought: LineState): number => lines.filter(({ state }) => state === sought).length
  return (
    <>
      <p className="ds_inset-text">{cockpitNotice}</p>
      <p>{words.checks.cockpitCount(count('evidence found'), count('partly'), lines.length)}</p>
      <TableScroll label={words.checks.cockpitTitle} className={styles.cockpit} folds>
        <thead>
          <tr>
            <th scope="col">{words.checks.criterion}</th>
            <th scope="col">{words.checks.state}</th>
            <th scope="col">{words.checks.evidence}</th>
            <th scope="col">{words.checks.missing}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.criterion.code} planId={planId} line={line} />
          ))}
        </tbody>
      </TableScroll>
    </>
  )
}

const Line = ({
  planId,
  line: { criterion, state, evidence, missing },
}: {
  readonly planId: string
  readonly line: CockpitLine
}) => (
  <tr>
    <th scope="row">
      {criterion.label}
      {criterion.description !== undefined && <p className={styles.description}>{criterion.description}</p>}
    </th>
    <td>
      <span className={`ds_tag ${stateColours[state]}`}>{words.checks.lineStates[state]}</span>
    </td>
    <td data-head={words.checks.evidence}>
      <Places planId={planId} places={evidence} none={words.checks.evidenceNone} />
    </td>
    <td data-head={words.checks.missing}>
      <Places planId={planId} places={missing} none={words.checks.missingNone} />
    </td>
  </tr>
)

const stateColours: Readonly<Record<LineState, string>> = {
  'evidence found': 'ds_tag--green',
  partly: 'ds_tag--orange',
  'nothing found': 'ds_tag--grey',
}

interface PlacesProps {
  readonly planId: string
  readonly places: readonly { readonly place: Place; readonly says: string }[]
  readonly none: string
}

/** As many as are taken in at a glance; more fold away. */
const mostShown = 5

const Places = ({ planId, places, none }: PlacesProps) => {
  if (places.length === 0) return <span className={styles.none}>{none}</span>
  const list = (
    <ul className={styles.places}>
      {places.map(({ place, says }) => (
        <li key={placeAddress(planId, place) + says}>
          <Link href={placeAddress(planId, place)}>{says}</Link>
        </li>
      ))}
    </ul>
  )
  return places.length <= mostShown ? (
    list
  ) : (
    <Disclosure summary={words.checks.places(places.length)}>{list}</Disclosure>
  )
}
