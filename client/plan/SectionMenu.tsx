/**
 * What a coordinator does with a section: move, rename, remove. A list that folds out, plain buttons in it; what
 * cannot be done is left out and the reason is said.
 */
import { useState } from 'react'
import type { SectionView } from '../../shared/api/sections.ts'
import { Button } from '../ui/Button.tsx'
import { Disclosure } from '../ui/Disclosure.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { words } from '../words/en.ts'
import { MoveSectionDialog } from './MoveSectionDialog.tsx'
import { afterMovingDown, afterMovingUp } from './outline.ts'
import type { SectionOffers } from './outline.ts'
import { usePlanPage } from './plan-context.ts'
import { RemoveSectionDialog } from './RemoveSectionDialog.tsx'
import { RenameSectionDialog } from './RenameSectionDialog.tsx'
import { useMoveSection } from './use-move-section.ts'
import styles from './SectionMenu.module.css'

interface SectionMenuProps {
  readonly section: SectionView
  readonly offers: SectionOffers
}

type Opened = 'move' | 'rename' | 'remove' | null

const MenuButtons = ({ section, offers, onOpen }: SectionMenuProps & { readonly onOpen: (dialog: Opened) => void }) => {
  const { plan } = usePlanPage()
  const move = useMoveSection(section)
  const up = afterMovingUp(plan.sections, section.id)
  const down = afterMovingDown(plan.sections, section.id)
  const reason = offers.why === 'signed' ? words.sections.signedNoChange : words.sections.mandatory
  return (
    <div className={styles.buttons}>
      {offers.change && up !== undefined && (
        <Button look="plain" onClick={() => move.mutate(up)}>
          {words.sections.moveUp}
        </Button>
      )}
      {offers.change && down !== undefined && (
        <Button look="plain" onClick={() => move.mutate(down)}>
          {words.sections.moveDown}
        </Button>
      )}
      {offers.change && (
        <>
          <Button look="plain" onClick={() => onOpen('move')}>
            {words.sections.moveTo}
          </Button>
          <Button look="plain" onClick={() => onOpen('rename')}>
            {words.sections.rename}
          </Button>
        </>
      )}
      {offers.remove && (
        <Button look="plain" onClick={() => onOpen('remove')}>
          {words.sections.remove}
        </Button>
      )}
      {offers.why !== null && <p className={styles.why}>{reason}</p>}
      <Outcome of={move} />
    </div>
  )
}

export const SectionMenu = ({ section, offers }: SectionMenuProps) => {
  const [opened, setOpened] = useState<Opened>(null)
  const [isUnfolded, setIsUnfolded] = useState(false)
  const close = (): void => setOpened(null)
  return (
    <>
      <Disclosure
        className={styles.menu}
        onToggle={setIsUnfolded}
        summary={
          <>
            <span aria-hidden="true">{words.sections.menuShort}</span>
            <span className="visually-hidden">{words.sections.menu(section.title)}</span>
          </>
        }
      >
        {isUnfolded && <MenuButtons section={section} offers={offers} onOpen={setOpened} />}
      </Disclosure>
      {opened === 'move' && <MoveSectionDialog section={section} onClose={close} />}
      {opened === 'rename' && <RenameSectionDialog section={section} onClose={close} />}
      {opened === 'remove' && <RemoveSectionDialog section={section} onClose={close} />}
    </>
  )
}
