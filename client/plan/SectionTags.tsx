/** A section's aims and tags, and where they are changed: a check box for each code, which counts at once. */
import { useState } from 'react'
import type { SectionView } from '../../shared/api/sections.ts'
import { taggedFrameworks } from '../../shared/template/lookup.ts'
import { mayI } from '../api/membership.ts'
import { Disclosure } from '../ui/Disclosure.tsx'
import { words } from '../words/en.ts'
import { usePlanPage } from './plan-context.ts'
import { TagFieldset } from './TagFieldset.tsx'
import { labelTags } from './tags.ts'
import styles from './SectionTags.module.css'

const TagList = ({ section }: { readonly section: SectionView }) => {
  const { template } = usePlanPage()
  const tags = labelTags(section.tags, template)
  if (tags.length === 0)
    return (
      <span className={styles.none}>
        {section.exempt === null ? words.sections.tagsNone : words.sections.noAimNeeded[section.exempt]}
      </span>
    )
  return (
    <ul className={styles.tags} aria-label={words.sections.tags}>
      {tags.map((tag) => (
        <li key={`${tag.framework}/${tag.code}`} className={tag.isAim ? styles.aim : styles.tag}>
          {tag.label}
        </li>
      ))}
    </ul>
  )
}

export const SectionTags = ({ section }: { readonly section: SectionView }) => {
  const { plan, template } = usePlanPage()
  const [wasOpen, setWasOpen] = useState(false)
  return (
    <div className={`${styles.section} no-print`}>
      <TagList section={section} />
      {mayI(plan, 'write-section', section) && (
        <Disclosure summary={words.sections.tagsEdit} onToggle={(open) => open && setWasOpen(true)}>
          {wasOpen &&
            taggedFrameworks(template).map((framework) => (
              <TagFieldset key={framework.id} framework={framework} section={section} />
            ))}
        </Disclosure>
      )}
    </div>
  )
}
