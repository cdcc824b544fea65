/** Asks before something of a list is removed; a refusal of the server is shown where it was asked. */
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { words } from '../words/en.ts'
import { focusHeading, usePeopleAct } from './use-people-act.ts'
import styles from './people.module.css'

interface RemoveDialogProps {
  readonly planId: string
  readonly title: string
  readonly says: string
  readonly act: () => Promise<unknown>
  /** Said aloud once it is done. */
  readonly done: string
  /** Id of the list's heading, which takes the focus then. */
  readonly list: string
  readonly onClose: () => void
}

export const RemoveDialog = ({ planId, title, says, act, done, list, onClose }: RemoveDialogProps) => {
  const remove = usePeopleAct(planId, {
    act,
    says: () => done,
    onDone: () => {
      onClose()
      focusHeading(list)
    },
  })
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{says}</p>
      <Outcome of={remove} />
      <div className={styles.buttons}>
        <Button look="primary" disabled={remove.isPending} onClick={() => remove.mutate()}>
          {words.people.remove}
        </Button>
        <Button onClick={onClose}>{words.general.cancel}</Button>
      </div>
    </Dialog>
  )
}
