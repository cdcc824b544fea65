/** What the template says about a section, beside its author; folded away for readers, never exported. */
import { useState } from 'react'
import type { SectionType } from '../../shared/template/types.ts'
import { Disclosure } from '../ui/Disclosure.tsx'
import { words } from '../words/en.ts'
import { GuidanceText } from './later-parts.tsx'
import styles from './Guidance.module.css'

interface GuidanceProps {
  readonly kind: SectionType
  readonly isOpen: boolean
}

export const Guidance = ({ kind, isOpen }: GuidanceProps) => {
  const [wasOpen, setWasOpen] = useState(isOpen)
  return (
    <Disclosure
      summary={words.sections.guidance}
      className={`${styles.guidance} no-print`}
      onToggle={(open) => open && setWasOpen(true)}
    >
      {wasOpen && <GuidanceText source={kind.guidance} />}
      <p className={styles.source}>{words.sections.guidanceSource(kind.source)}</p>
    </Disclosure>
  )
}
