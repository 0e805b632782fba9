import { mayManage } from '../../api/me.ts'
import { useWorkspaceNow } from '../../frame/workspace-context.ts'
import { Answered } from '../../kit/Answered.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { TableSkeleton } from '../../kit/table/TableSkeleton.tsx'
import { text } from '../../url/fields.ts'
import { useView } from '../../url/use-view.ts'
import { ForManagers } from '../ForManagers.tsx'
import { useSources } from '../sources/use-sources.ts'
import { Choose } from './Choose.tsx'
import { Follow } from './Follow.tsx'

/** What was made is on the server, so whoever leaves can come back to it; the address says which it was. */
const fields = { esp: text(), source: text() }

/** From nothing to the first event. */
export default function WelcomePage() {
  const { role, sample, name } = useWorkspaceNow()
  return (
    <>
      <PageHeader title="Welcome">
        From nothing to the first event{sample ? '' : ` of “${name}”`}, in a few minutes
      </PageHeader>
      {mayManage(role, sample) ? (
        <Steps />
      ) : (
        <ForManagers what="the services that report to it">
          Until then there is nothing to show here.
        </ForManagers>
      )}
    </>
  )
}

function Steps() {
  const [{ esp, source }, change] = useView(fields)
  const listed = useSources()
  return (
    <Answered of={listed} skeleton={<TableSkeleton rows={6} />}>
      {(data) =>
        data.sources.some(({ name }) => name === source) ? (
          <Follow
            key={source}
            name={source}
            esps={data.esps}
            onBack={() => change({ source: '', esp: '' })}
          />
        ) : (
          <Choose
            {...data}
            espName={esp}
            onChoose={(chosen) => change({ esp: chosen, source: '' })}
            onMade={(made) => change({ esp: '', source: made })}
          />
        )
      }
    </Answered>
  )
}
