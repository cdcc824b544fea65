/** A section's heading, facts and acts. */
import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { Link } from 'wouter'
import type { ThreadView } from '../../shared/api/comments.ts'
import type { SectionView } from '../../shared/api/sections.ts'
import { mayI } from '../api/membership.ts'
import { useKeeper } from '../kept/keeper-context.ts'
import { Button } from '../ui/Button.tsx'
import { StateTag } from '../ui/StateTag.tsx'
import { words } from '../words/en.ts'
import { sayDay, sayMoment } from '../words/en/general.ts'
import { sayWhoSigned } from '../ui/who-signed.ts'
import { signOffAddress } from './address.ts'
import { focusNamed, headingId } from './focus.ts'
import { beginLoadingEditor } from './later-parts.tsx'
import { usePlanPage } from './plan-context.ts'
import { useOfThreads } from './use-plan-text.ts'
import { WritersHere } from './WritersHere.tsx'
import styles from './SectionHead.module.css'

interface SectionHeadProps {
  readonly section: SectionView
  readonly number: number
  readonly isEditing: boolean
}

const Facts = ({ section }: { readonly section: SectionView }) => {
  const { plan } = usePlanPage()
  const body = plan.bodies.find(({ id }) => id === section.leadBodyId)
  return (
    <p className={`${styles.facts} no-print`}>
      <StateTag state={section.state} />
      <span>{body === undefined ? words.sections.noLead : words.sections.leads(body.shortName)}</span>
      {section.dueOn !== null && <span>{words.sections.due(sayDay(section.dueOn))}</span>}
    </p>
  )
}

/** For who may sign. Above the heading, where there is room: nothing moves as somebody begins or stops. */
const Writers = ({ section }: { readonly section: SectionView }) => {
  const { plan } = usePlanPage()
  if (!mayI(plan, 'sign-section', section)) return null
  return (
    <div className={`${styles.writers} no-print`}>
      <WritersHere sectionId={section.id} />
    </div>
  )
}

const SignedNote = ({ section }: { readonly section: SectionView }) => {
  const { plan } = usePlanPage()
  const signed = section.signOffs[0]
  if (section.state !== 'signed' || signed === undefined) return null
  return (
    <>
      <p className={`${styles.signed} no-print`}>
        {words.sections.signedBanner(signed.personName, sayMoment(signed.at))}{' '}
        {!mayI(plan, 'reopen-section', section) && words.sections.reopenAsk}
      </p>
      <div className="print-only">
        {section.signOffs
          .filter(({ valid }) => valid)
          .map((signOff) => (
            <p key={signOff.id} className={styles.signed}>
              {words.sections.signedPrinted(sayWhoSigned(plan, signOff), sayMoment(signOff.at))}
            </p>
          ))}
      </div>
    </>
  )
}

/** Brings the editor's scripts and the section's room while someone is on their way to write. */
const useComingWriter = (sectionId: string) => {
  const { session } = usePlanPage()
  const writer = session?.comingWriter
  const near = (): void => {
    beginLoadingEditor(session)
    writer?.near(sectionId)
  }
  // The button goes when the editor comes, and is never told that the pointer has left it.
  useEffect(() => () => writer?.away(), [writer])
  return {
    onPointerEnter: near,
    onFocus: near,
    onPointerDown: () => writer?.press(sectionId),
    onPointerLeave: () => writer?.away(),
    onBlur: () => writer?.away(),
  }
}

const EditButton = ({ section, number }: Pick<SectionHeadProps, 'section' | 'number'>) => {
  const { acts } = usePlanPage()
  const { edit, editShort } = words.sections
  return (
    <Button
      look="small"
      aria-label={edit(number, section.title)}
      {...useComingWriter(section.id)}
      onClick={() => acts.edit(section.id)}
    >
      {editShort}
    </Button>
  )
}

const Acts = ({ section, number, isEditing }: SectionHeadProps) => {
  const { plan, acts } = usePlanPage()
  const { comment, commentOn, short, signOff, viewSigned, details } = words.sections
  const mayWrite = mayI(plan, 'write-section', section)
  const maySign = mayI(plan, 'sign-section', section)
  return (
    <div className={`${styles.acts} no-print`}>
      {mayWrite && !isEditing && <EditButton section={section} number={number} />}
      {mayI(plan, 'comment', section) && (
        <Button
          look="small"
          aria-label={commentOn(short(number, section.title))}
          onClick={() => acts.comment({ kind: 'section', sectionId: section.id })}
        >
          {comment}
        </Button>
      )}
      <Link
        href={signOffAddress(plan.id, section.id)}
        aria-label={`${maySign ? signOff : viewSigned}: ${section.title}`}
      >
        {maySign ? signOff : viewSigned}
      </Link>
      <Button look="plain" aria-label={`${details}: ${section.title}`} onClick={() => acts.openDetails(section.id)}>
        {details}
      </Button>
    </div>
  )
}

const isGoneFrom = (sectionId: string, { place, state }: ThreadView): boolean =>
  place.kind === 'detached' && place.sectionId === sectionId && state === 'open'

const GoneWords = ({ section }: { readonly section: SectionView }) => {
  const { plan, acts } = usePlanPage()
  const take = useCallback(
    (threads: readonly ThreadView[]) => threads.filter((thread) => isGoneFrom(section.id, thread)).map(({ id }) => id),
    [section.id],
  )
  const gone = useOfThreads(plan.id, take) ?? []
  const first = gone[0]
  if (first === undefined) return null
  return (
    <Button look="plain" className="no-print" onClick={() => acts.openThread(first)}>
      {words.comments.detachedIn(gone.length)}
    </Button>
  )
}

/** Where one's own words are that did not come into the section. */
const CopyOfMine = ({ section }: { readonly section: SectionView }) => {
  const { plan } = usePlanPage()
  const keeper = useKeeper()
  const title = useSyncExternalStore(keeper.subscribe, () => {
    const { copies } = keeper.state()
    return copies.find(({ planId, sectionId }) => planId === plan.id && sectionId === section.id)?.title
  })
  if (title === undefined) return null
  return (
    <p className={`${styles.ended} no-print`}>
      {words.save.copyIsKept}{' '}
      <Button look="plain" onClick={() => focusNamed(words.save.unsavedTitle(title))}>
        {words.save.goToCopy}
      </Button>
    </p>
  )
}

interface SectionHeadFrameProps extends SectionHeadProps {
  readonly showsAll: boolean
  readonly ended: string | null
}

export const SectionHead = (props: SectionHeadFrameProps) => (
  <header className={styles.head}>
    <h2 id={headingId(props.section.id)} tabIndex={-1}>
      {words.sections.numbered(props.number, props.section.title)}
    </h2>
    {props.showsAll && (
      <>
        <Writers section={props.section} />
        <Facts section={props.section} />
        <Acts {...props} />
        <SignedNote section={props.section} />
        {props.ended !== null && <p className={`${styles.ended} no-print`}>{props.ended}</p>}
        <CopyOfMine section={props.section} />
        <GoneWords section={props.section} />
      </>
    )}
  </header>
)
