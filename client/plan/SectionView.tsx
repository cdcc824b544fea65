/**
 * One section on the plan page: heading, facts, guidance, tags, and its text; the text is static unless this is the
 * section being written.
 */
import { useQuery } from '@tanstack/react-query'
import { memo, useCallback, useState } from 'react'
import type { SectionView as SectionOfPlan } from '../../shared/api/sections.ts'
import { sectionType } from '../../shared/template/lookup.ts'
import { mayI } from '../api/membership.ts'
import { readingsQuery } from '../api/queries.ts'
import { Failure } from '../ui/Failure.tsx'
import { Loading } from '../ui/Loading.tsx'
import { StaticText } from '../ui/StaticText.tsx'
import { EditorSlot } from './EditorSlot.tsx'
import { headingId } from './focus.ts'
import { Guidance } from './Guidance.tsx'
import { usePlanPage } from './plan-context.ts'
import { SectionHead } from './SectionHead.tsx'
import { SectionTags } from './SectionTags.tsx'
import { useLiveContent, useSectionRoom } from './session.ts'
import { usePlanNames } from './use-plan-names.ts'
import { useHighlights, useReadContent } from './use-plan-text.ts'
import styles from './SectionView.module.css'

interface SectionViewProps {
  readonly section: SectionOfPlan
  readonly number: number
  readonly isEditing: boolean
  /** False while a long plan is still being laid out: only the heading stands. */
  readonly showsAll: boolean
  /** Why one could not go on writing here; null while one can. */
  readonly ended: string | null
  /** The thread whose words are marked while one writes. */
  readonly activeThreadId: string | null
}

const NoWordsYet = ({ section }: { readonly section: SectionOfPlan }) => {
  const { plan } = usePlanPage()
  const { error, refetch } = useQuery(readingsQuery(plan.id))
  if (error !== null) return <Failure thrown={error} onRetry={() => void refetch()} />
  return <Loading what={section.title} />
}

/** As `shownContent`, drawn again only when others are shown: live words tell of their changes themselves. */
const useShownContent = (section: SectionOfPlan) => {
  const { plan, session } = usePlanPage()
  const live = useLiveContent(useSectionRoom(session, section.id))
  const read = useReadContent(plan.id, live === null ? section.id : null)
  return live ?? read
}

const SectionText = ({ section }: { readonly section: SectionOfPlan }) => {
  const { acts, plan } = usePlanPage()
  const { names } = usePlanNames()
  const content = useShownContent(section)
  const highlights = useHighlights(plan.id, section.id)
  const comment = useCallback(
    (blockId: string) => acts.comment({ kind: 'block', sectionId: section.id, blockId }),
    [acts, section.id],
  )
  if (content === undefined) return <NoWordsYet section={section} />
  const onComment = mayI(plan, 'comment', section) ? comment : undefined
  return <StaticText content={content} names={names} highlights={highlights} onComment={onComment} />
}

type SectionWordsProps = Pick<SectionViewProps, 'section' | 'isEditing' | 'activeThreadId'>

const SectionWords = ({ section, isEditing, activeThreadId }: SectionWordsProps) => {
  const [isOpen, setIsOpen] = useState(false)
  // The next editor opens over static text again.
  if (isOpen && !isEditing) setIsOpen(false)
  return (
    <>
      {isEditing && <EditorSlot section={section} activeThreadId={activeThreadId} onOpen={() => setIsOpen(true)} />}
      {!(isEditing && isOpen) && <SectionText section={section} />}
    </>
  )
}

export const SectionView = memo((props: SectionViewProps) => {
  const { section, number, isEditing, showsAll, ended, activeThreadId } = props
  const { template } = usePlanPage()
  const kind = sectionType(template, section.key)
  return (
    <section
      className={isEditing ? styles.editing : styles.section}
      data-section-id={section.id}
      aria-labelledby={headingId(section.id)}
    >
      <SectionHead section={section} number={number} isEditing={isEditing} showsAll={showsAll} ended={ended} />
      {showsAll && (
        <>
          <SectionTags section={section} />
          {kind !== undefined && <Guidance kind={kind} isOpen={isEditing} />}
          <SectionWords section={section} isEditing={isEditing} activeThreadId={activeThreadId} />
        </>
      )}
    </section>
  )
})
