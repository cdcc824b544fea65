/** Makes a token; it is shown once, to be copied. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { usePlatform } from '../platform.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { Button } from '../ui/Button.tsx'
import { CopyField } from '../ui/CopyField.tsx'
import { ErrorSummary, faultOf } from '../ui/ErrorSummary.tsx'
import { TextField } from '../ui/Field.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { useFoundFaults } from '../ui/use-found-faults.ts'
import { words } from '../words/en.ts'
import { tokenFields, tokenRules } from './form-faults.ts'
import styles from './account.module.css'

export const CreateToken = ({ onCreated }: { readonly onCreated: () => void }) => {
  const { newId } = usePlatform()
  const [once, setOnce] = useState(newId)
  const [label, setLabel] = useState('')
  const { faults, foundIn, isClean, judge, take } = useFoundFaults({ label }, tokenRules)
  const announce = useAnnounce()
  const create = useMutation({
    mutationFn: () => call('POST /api/tokens', {}, { label, once }),
    onSuccess: () => {
      setLabel('')
      setOnce(newId())
      announce(words.account.tokenShown)
      onCreated()
    },
  })
  return (
    <>
      {create.data !== undefined && (
        <div className="ds_inset-text">
          <p>
            <strong>{words.account.tokenShown}</strong>
          </p>
          <CopyField key={create.data.id} label={words.account.token} value={create.data.token} isNext />
        </div>
      )}
      <form
        noValidate
        className={styles.create}
        onSubmit={(event) => {
          event.preventDefault()
          if (judge()) create.mutate(undefined, { onError: take })
        }}
      >
        <ErrorSummary faults={faults} foundIn={foundIn} />
        <TextField
          id={tokenFields.label}
          label={words.account.tokenLabel}
          fault={faultOf(faults, tokenFields.label)}
          value={label}
          onChange={(event) => setLabel(event.target.value)}
        />
        {isClean && <Outcome of={create} again={words.account.tokenAgain} />}
        <Button type="submit" disabled={create.isPending}>
          {words.account.tokenCreate}
        </Button>
      </form>
    </>
  )
}
