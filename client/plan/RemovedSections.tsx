/** Sections that left the plan, to bring back. */
import { useMutation } from '@tanstack/react-query'
import { call } from '../api/call.ts'
import { useRefresh } from '../api/queries.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { Button } from '../ui/Button.tsx'
import { Disclosure } from '../ui/Disclosure.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { words } from '../words/en.ts'
import { sayMoment } from '../words/en/general.ts'
import { usePlanPage } from './plan-context.ts'
import type { RemovedSection } from '../../shared/api/sections.ts'
import styles from './RemovedSections.module.css'

export const RemovedSections = () => {
  const { plan } = usePlanPage()
  const announce = useAnnounce()
  const refresh = useRefresh(plan.id)
  const restore = useMutation({
    mutationFn: (section: RemovedSection) =>
      call('POST /api/plans/:planId/sections/:sectionId/restore', { planId: plan.id, sectionId: section.id }),
    onSuccess: async (_, { title }) => {
      announce(words.sections.broughtBack(title))
      await refresh('plan')
    },
  })
  if (plan.removedSections.length === 0) return null
  return (
    <Disclosure summary={words.sections.removedList(plan.removedSections.length)} className={styles.removed}>
      <ul>
        {plan.removedSections.map((section) => (
          <li key={section.id}>
            <strong>{section.title}</strong>
            <br />
            {words.sections.removedBy(section.removedBy, sayMoment(section.removedAt))}
            <br />
            <Button
              look="plain"
              aria-label={words.sections.bringBackOf(section.title)}
              onClick={() => restore.mutate(section)}
            >
              {words.sections.bringBack}
            </Button>
          </li>
        ))}
      </ul>
      <Outcome of={restore} />
    </Disclosure>
  )
}
