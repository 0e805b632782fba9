import type { removeSample } from '@airgraph/contract/workspaces.ts'
import { Button, Modal } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { createApi } from '../api/api.ts'
import { FormProblem } from '../kit/form/FormProblem.tsx'
import { useSubmit } from '../kit/form/use-submit.ts'
import { say } from '../kit/toast.ts'
import { useMeNow } from './me-context.ts'

/** `by`: a workspace that the person owns, in whose name it is asked. */
export function RemoveSample({ by }: { readonly by: string }) {
  const [opened, setOpened] = useState(false)
  const { refresh } = useMeNow()
  const navigate = useNavigate()
  const { underway, problem, run } = useSubmit()
  const remove = () =>
    run(async () => {
      await createApi(by).call<typeof removeSample>('DELETE /v1/sample')
      await navigate({ to: '/', search: { workspace: by } })
      await refresh()
      say('The sample is removed.')
    })
  return (
    <>
      <button type="button" className="plain link" onClick={() => setOpened(true)}>
        Remove the sample …
      </button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title="Remove the sample workspace"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <div className="form">
          <p>
            It goes for everybody of this Airgraph, at once, and is not made again. Your own
            workspaces stay as they are.
          </p>
          <FormProblem of={problem} />
          <div className="form-actions">
            <Button className="button-danger" loading={underway} onClick={() => void remove()}>
              Remove it
            </Button>
            <Button variant="default" onClick={() => setOpened(false)}>
              Keep it
            </Button>
          </div>
        </div>
      </Modal>
    </>
  )
}
