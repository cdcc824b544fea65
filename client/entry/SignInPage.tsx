/**
 * Signing in. Without a token: asks for an e-mail address and sends a link. With one: a button that spends it, since
 * mail scanners open links before people do.
 */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { call } from '../api/call.ts'
import { Screen } from '../Screen.tsx'
import { Button } from '../ui/Button.tsx'
import { ErrorSummary, faultOf } from '../ui/ErrorSummary.tsx'
import { TextField } from '../ui/Field.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'
import { useFoundFaults } from '../ui/use-found-faults.ts'
import { words } from '../words/en.ts'
import { signInFields, signInRules } from './form-faults.ts'
import { isGone, useLinkToken } from './link-token.ts'

const AskForLink = () => {
  const [email, setEmail] = useState('')
  const { faults, foundIn, isClean, judge, take } = useFoundFaults({ email }, signInRules)
  const ask = useMutation({ mutationFn: () => call('POST /api/sign-in-links', {}, { email: email.trim() }) })
  if (ask.isSuccess)
    return (
      <>
        <PageHeading title={words.entry.sentTitle} />
        <p role="status">{words.entry.sent(email.trim())}</p>
        <p>{words.entry.sentNoMail}</p>
        <Button onClick={() => ask.reset()}>{words.entry.another}</Button>
      </>
    )
  return (
    <>
      <PageHeading title={words.entry.title} />
      <ErrorSummary faults={faults} foundIn={foundIn} />
      <p>{words.entry.lead}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (judge()) ask.mutate(undefined, { onError: take })
        }}
      >
        <TextField
          id={signInFields.email}
          label={words.entry.email}
          fault={faultOf(faults, signInFields.email)}
          type="email"
          autoComplete="email"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        {isClean && <Outcome of={ask} />}
        <Button look="primary" type="submit" disabled={ask.isPending}>
          {words.entry.sendLink}
        </Button>
      </form>
    </>
  )
}

const Spent = ({ onFail }: { readonly onFail: () => void }) => (
  <>
    <PageHeading title={words.entry.tokenSpentTitle} />
    <p>{words.entry.tokenSpent}</p>
    <Button onClick={onFail}>{words.entry.sendLink}</Button>
  </>
)

const SpendToken = ({ token, onFail }: { readonly token: string; readonly onFail: () => void }) => {
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const signIn = useMutation({
    mutationFn: () => call('POST /api/sign-in', {}, { token }),
    onSuccess: async ({ to }) => {
      await queries.resetQueries()
      navigate(to.startsWith('/') ? to : '/', { replace: true })
    },
  })
  if (isGone(signIn.error)) return <Spent onFail={onFail} />
  return (
    <>
      <PageHeading title={words.entry.tokenTitle} />
      <p>{words.entry.tokenLead}</p>
      <Outcome of={signIn} />
      <Button look="primary" disabled={signIn.isPending} onClick={() => signIn.mutate()}>
        {words.entry.tokenButton}
      </Button>
    </>
  )
}

const SignInPage = () => {
  const [token, setToken] = useLinkToken()
  return (
    <Screen signedIn={false}>
      {token === null ? <AskForLink /> : <SpendToken key={token} token={token} onFail={() => setToken(null)} />}
    </Screen>
  )
}
export default SignInPage
