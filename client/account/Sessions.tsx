/** Where one is signed in, with a button to end each session but this one. */
import { useMutation, useQuery } from '@tanstack/react-query'
import type { SessionView } from '../../shared/api/person.ts'
import { call } from '../api/call.ts'
import { sessionsQuery } from '../api/queries.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { Button } from '../ui/Button.tsx'
import { Gate } from '../ui/Gate.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { TableScroll } from '../ui/TableScroll.tsx'
import { words } from '../words/en.ts'
import { sayMoment } from '../words/en/general.ts'
import { sayAgent } from './agent.ts'

export const Sessions = () => {
  const sessions = useQuery(sessionsQuery)
  const announce = useAnnounce()
  const end = useMutation({
    mutationFn: (sessionId: string) => call('DELETE /api/sessions/:sessionId', { sessionId }),
    onSuccess: async () => {
      announce(words.account.ended)
      document.getElementById('sessions')?.focus()
      await sessions.refetch()
    },
  })
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions" tabIndex={-1}>
        {words.account.sessions}
      </h2>
      <Outcome of={end} />
      <Gate query={sessions} what={words.account.sessions}>
        {(known) => <SessionTable sessions={known} isEnding={end.isPending} onEnd={(id) => end.mutate(id)} />}
      </Gate>
    </section>
  )
}

interface SessionTableProps {
  readonly sessions: readonly SessionView[]
  readonly isEnding: boolean
  readonly onEnd: (sessionId: string) => void
}

const SessionTable = ({ sessions, isEnding, onEnd }: SessionTableProps) => (
  <TableScroll label={words.account.sessions} folds>
    <thead>
      <tr>
        <th scope="col">{words.account.device}</th>
        <th scope="col">{words.account.since}</th>
        <th scope="col">{words.account.lastSeen}</th>
        <th scope="col">{words.account.actions}</th>
      </tr>
    </thead>
    <tbody>
      {sessions.map(({ id, agent, createdAt, lastSeenAt, current }) => (
        <tr key={id}>
          <th scope="row">{sayAgent(agent)}</th>
          <td data-head={words.account.since}>{sayMoment(createdAt)}</td>
          <td data-head={words.account.lastSeen}>{sayMoment(lastSeenAt)}</td>
          <td>
            {current ? (
              <strong>{words.account.current}</strong>
            ) : (
              <Button
                look="plain"
                aria-label={words.account.endOf(`${sayAgent(agent)}, ${sayMoment(createdAt)}`)}
                disabled={isEnding}
                onClick={() => onEnd(id)}
              >
                {words.account.end}
              </Button>
            )}
          </td>
        </tr>
      ))}
    </tbody>
  </TableScroll>
)
