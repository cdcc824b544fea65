/**
 * The place of the live editor. Until it stands the section's static text does, with the word "Connecting" above it
 * while the room has not sent its text: never a blank editor, and nothing is drawn twice.
 */
import { useMemo } from 'react'
import { flushSync } from 'react-dom'
import type { ThreadTarget } from '../../shared/api/comments.ts'
import type { SectionView } from '../../shared/api/sections.ts'
import { sectionType } from '../../shared/template/lookup.ts'
import { sendImage } from '../api/call.ts'
import type { CommentTarget } from '../editor/context.ts'
import { usePlatform } from '../platform.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { words } from '../words/en.ts'
import type { SectionRoom } from '../sync/section-room.ts'
import { focusSection, headingId } from './focus.ts'
import { leaveInPlace } from './keep-place.ts'
import { SectionEditor } from './later-parts.tsx'
import { usePlanPage } from './plan-context.ts'
import { planYearsOf } from './plan-years.ts'
import { SaveLine } from './SaveLine.tsx'
import { useHasText, useSectionRoom } from './session.ts'
import { useStopAtEnd } from './stop-at-end.ts'
import { usePlanNames } from './use-plan-names.ts'
import { useHighlights } from './use-plan-text.ts'
import styles from './EditorSlot.module.css'

/** The contract's target of a comment made in the editor. */
const targetOf = (sectionId: string, target: CommentTarget): ThreadTarget => ({ ...target, sectionId })

interface EditorSlotProps {
  readonly section: SectionView
  readonly activeThreadId: string | null
  /** The editor stands: the static text can go. */
  readonly onOpen: () => void
}

const Editor = ({ section, activeThreadId, room, onOpen }: EditorSlotProps & { readonly room: SectionRoom }) => {
  const { plan, template, acts } = usePlanPage()
  const { linkables, numbers } = usePlanNames()
  const { now, newId } = usePlatform()
  const announce = useAnnounce()
  const highlights = useHighlights(plan.id, section.id)
  const person = useMemo(() => ({ id: plan.me.personId }), [plan.me.personId])
  return (
    <SectionEditor
      doc={room.doc}
      awareness={room.awareness}
      sectionId={section.id}
      headingId={headingId(section.id)}
      template={template}
      blockTypesFirst={sectionType(template, section.key)?.blocks ?? []}
      bodies={plan.bodies}
      planYears={planYearsOf(plan)}
      linkables={linkables}
      numbers={numbers}
      highlights={highlights}
      activeThreadId={activeThreadId}
      onOpenThread={acts.openThread}
      onShowThread={acts.showThread}
      onComment={(target) => acts.comment(targetOf(section.id, target))}
      uploadImage={async (file) => ({ src: await sendImage(plan.id, file) })}
      person={person}
      now={() => new Date(now()).toISOString()}
      newId={newId}
      onOpen={onOpen}
      onClose={() => {
        const isInPlace = leaveInPlace(section.id, () => flushSync(acts.stopEditing))
        if (isInPlace) document.getElementById(headingId(section.id))?.focus({ preventScroll: true })
        else focusSection(section.id)
      }}
      announce={announce}
    />
  )
}

export const EditorSlot = (props: EditorSlotProps) => {
  const { section } = props
  const { session } = usePlanPage()
  useStopAtEnd(section.id)
  const room = useSectionRoom(session, section.id)
  const hasText = useHasText(room)
  if (room === null || !hasText) return <p className={styles.connecting}>{words.sections.connecting}</p>
  return (
    <>
      <Editor {...props} room={room} />
      <SaveLine room={room} />
    </>
  )
}
