import type { endOtherSessions, endSession, listSessions } from '@airgraph/contract/sign-in.ts'
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../api/api.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { formatShortMoment } from '../../format/moments.ts'
import { Answered } from '../../kit/Answered.tsx'
import { inSentence } from '../../kit/form/in-sentence.ts'
import { TableSkeleton } from '../../kit/table/TableSkeleton.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { say } from '../../kit/toast.ts'
import { deviceOf } from './device-of.ts'

const sessionsKey = ['sessions']

export function Sessions() {
  const api = useApi()
  const cache = useQueryClient()
  const { timeZone } = useWorkspaceNow()
  const answered = useQuery({
    queryKey: sessionsKey,
    queryFn: ({ signal }) => api.call<typeof listSessions>('GET /v1/sessions', { signal }),
  })
  const end = async (act: () => Promise<string>) => {
    try {
      say(await act())
      await cache.invalidateQueries({ queryKey: sessionsKey })
    } catch (error) {
      say(inSentence(error as Error), { tone: 'bad' })
    }
  }
  const endOne = (sessionId: string) =>
    end(async () => {
      await api.call<typeof endSession>('DELETE /v1/sessions/:sessionId', { params: { sessionId } })
      return 'Signed out there.'
    })
  const endOthers = () =>
    end(async () => {
      const { ended } = await api.call<typeof endOtherSessions>('DELETE /v1/sessions')
      return ended === 0 ? 'You were signed in nowhere else.' : 'Signed out everywhere else.'
    })
  return (
    <div className="section">
      <TileFrame
        title="Where I am signed in"
        testId="sessions"
        tools={
          (answered.data?.sessions.length ?? 0) > 1 && (
            <Button size="xs" variant="default" onClick={() => void endOthers()}>
              Sign out everywhere else
            </Button>
          )
        }
      >
        <Answered of={answered} skeleton={<TableSkeleton rows={2} />}>
          {({ sessions }) => (
            <ul className="rows">
              {sessions.map(({ sessionId, current, createdAt, network, userAgent }) => (
                <li key={sessionId} className="rows-row">
                  <div className="rows-main">
                    <strong>{deviceOf(userAgent)}</strong>{' '}
                    {current && <span className="badge">this one</span>}
                    <p>
                      since {formatShortMoment(createdAt, timeZone)}
                      {network && ` · from ${network}`}
                    </p>
                  </div>
                  {!current && (
                    <Button
                      size="xs"
                      variant="default"
                      aria-label={`Sign out on ${deviceOf(userAgent)}, since ${formatShortMoment(createdAt, timeZone)}`}
                      onClick={() => void endOne(sessionId)}
                    >
                      Sign out there
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )}
        </Answered>
      </TileFrame>
    </div>
  )
}
