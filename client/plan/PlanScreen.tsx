/**
 * The plan page put together: outline, text, side panel. What the reader is doing here is `use-plan-acts.ts`'s;
 * everything else is the server's or the sections'.
 */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { MouseEvent } from 'react'
import type { PlanView } from '../../shared/api/plans.ts'
import type { Template } from '../../shared/template/types.ts'
import { useWritingNews } from '../sync/writing-news.ts'
import { words } from '../words/en.ts'
import type { PlanPlace } from './address.ts'
import { useForgetEnded } from './ended-writing.ts'
import { blockOfHash, focusBlock, focusSection } from './focus.ts'
import { useSectionGoneTo } from './gone-to.ts'
import { useLastSection, useSectionsInView } from './in-view.ts'
import { usePartsAtRest } from './later-parts.tsx'
import { Outline } from './Outline.tsx'
import { NotConnected, PlanBanners } from './PlanBanners.tsx'
import { PlanHead } from './PlanHead.tsx'
import { PlanContext } from './plan-context.ts'
import { PrintCover } from './PrintCover.tsx'
import { SectionView } from './SectionView.tsx'
import { SelectionBar } from './SelectionBar.tsx'
import { useOthers, usePlanSession } from './session.ts'
import { SidePanel } from './SidePanel.tsx'
import { usePresenceNews } from './presence-news.ts'
import { usePlanActs } from './use-plan-acts.ts'
import { PlanNamesContext, useNamesOf } from './use-plan-names.ts'
import { useWasRead } from './use-plan-text.ts'
import { useSignedWhileEditing } from './signed-while-editing.ts'
import { useUnsavedGuard } from './unsaved-guard.ts'
import { ViewSwitch } from './ViewSwitch.tsx'
import { useProgress } from './progress.ts'
import styles from './PlanScreen.module.css'

interface PlanScreenProps {
  readonly plan: PlanView
  readonly template: Template
  readonly place: PlanPlace
}

export const PlanScreen = ({ plan, template, place }: PlanScreenProps) => {
  const { session, missing, retry } = usePlanSession(plan.id)
  const names = useNamesOf(plan, template, session)
  const wasRead = useWasRead(plan.id)
  const doing = usePlanActs(plan.id)
  const { editing, draft, tab, setTab, detailsOf, part, shownThread, ended, acts, endDraft, leaveDraft } = doing
  const activeThreadId = shownThread ?? place.threadId
  const [showsMarks, setShowsMarks] = useState(true)
  const plainRef = useRef<HTMLDivElement>(null)
  const sectionIds = useMemo(() => plan.sections.map(({ id }) => id), [plan.sections])
  const inView = useSectionsInView(plainRef, sectionIds)
  const [reading] = useSectionsInView(plainRef, sectionIds, 'reading')
  const goneTo = useSectionGoneTo(plainRef, inView)
  const current = editing ?? inView.find((id) => id === goneTo) ?? reading ?? inView[0] ?? null
  // For one's own eyes: colleagues are told that one is in no section then.
  const lastCurrent = useLastSection(current, editing !== null || inView.length > 0)
  const first = Math.max(0, place.sectionId === null ? 0 : sectionIds.indexOf(place.sectionId))
  const rendered = useProgress(sectionIds.length, first, wasRead)

  useEffect(
    () => session?.pool.want(editing === null ? inView : [editing, ...inView.filter((id) => id !== editing)]),
    [session, editing, inView],
  )
  useEffect(() => session?.room.stand(current, editing !== null), [session, current, editing])
  useUnsavedGuard(session)
  usePartsAtRest(plan, session)
  usePresenceNews(session, plan)
  useWritingNews(useOthers(session, plan), plan, editing)
  useSignedWhileEditing(plan, editing, acts.endEditing)
  useForgetEnded(session, plan, ended, doing.forgetEnded)

  useEffect(() => {
    const blockId = blockOfHash(location.hash)
    if (place.sectionId === null) return
    if (blockId === null) focusSection(place.sectionId)
    else focusBlock(place.sectionId, blockId)
  }, [place.sectionId, wasRead])
  const context = useMemo(() => ({ plan, template, session, acts }), [plan, template, session, acts])
  /** A click on commented words opens their thread; by keyboard the list of comments leads there and back. */
  const openClickedThread = (event: MouseEvent<HTMLDivElement>): void => {
    const marked = event.target instanceof Element ? event.target.closest<HTMLElement>('.static-text .commented') : null
    const threadId = marked?.dataset.threads?.split(' ')[0]
    if (threadId !== undefined && document.getSelection()?.isCollapsed !== false) acts.openThread(threadId)
  }

  return (
    <PlanContext value={context}>
      <PlanNamesContext value={names}>
        <div className={`${styles.screen} ${showsMarks ? '' : 'hide-comments'}`} data-part={part}>
          <PlanHead plan={plan} session={session} isCutOff={missing !== null} />
          {missing !== null && <NotConnected why={missing} onRetry={retry} />}
          <PlanBanners plan={plan} session={session} names={names.names} isWriting={editing !== null} />
          <div className={styles.columns}>
            <Outline current={lastCurrent} />
            <div className={styles.text} ref={plainRef} onClick={openClickedThread}>
              <PrintCover plan={plan} />
              {plan.sections.length === 0 && (
                <div className="ds_inset-text">
                  <h2>{words.plan.emptyTitle}</h2>
                  <p>{words.plan.emptySays}</p>
                </div>
              )}
              {plan.sections.map((section, index) => (
                <SectionView
                  key={section.id}
                  section={section}
                  number={index + 1}
                  isEditing={section.id === editing}
                  showsAll={rendered(index)}
                  ended={section.id === ended?.sectionId ? ended.why : null}
                  activeThreadId={section.id === editing ? activeThreadId : null}
                />
              ))}
              {draft === null && <SelectionBar container={plainRef} />}
            </div>
            <SidePanel
              tab={tab}
              onTab={setTab}
              draft={draft}
              onDraftEnd={endDraft}
              onDraftLeave={leaveDraft}
              activeThreadId={activeThreadId}
              addressedThreadId={place.threadId}
              sectionId={detailsOf ?? lastCurrent}
              showsMarks={showsMarks}
              onShowMarks={setShowsMarks}
            />
          </div>
          <ViewSwitch sheet={doing.sheet} onChange={doing.showSheet} />
        </div>
      </PlanNamesContext>
    </PlanContext>
  )
}
