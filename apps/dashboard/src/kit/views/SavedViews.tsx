import type { View } from '@airgraph/contract/views.ts'
import { Button, CloseButton, Modal, Popover, TextInput } from '@mantine/core'
import { Link, useLocation } from '@tanstack/react-router'
import { IconBookmark } from '@tabler/icons-react'
import { useState } from 'react'
import { useApi } from '../../api/api.ts'
import { parseSearch } from '../../url/view.ts'
import { Form } from '../form/Form.tsx'
import { FormProblem } from '../form/FormProblem.tsx'
import { useSubmit } from '../form/use-submit.ts'
import { say } from '../toast.ts'
import './SavedViews.css'
import { useViews } from './use-views.ts'
import { pathOfView, searchOfView, viewedPage } from './viewed.ts'

/** Beside a page's title: the views that one has saved of it, and a way to save this one. */
export function SavedViews() {
  const { pathname, searchStr } = useLocation()
  const { mayHave, views, save, remove } = useViews()
  const [opened, setOpened] = useState(false)
  const [saving, setSaving] = useState(false)
  const page = viewedPage(pathname)
  const search = searchOfView(searchStr)
  const ofPage = views.filter((view) => view.page === page)
  if (!mayHave || page === null || (search === '' && ofPage.length === 0)) return null
  const now = ofPage.find((view) => searchOfView(view.search) === search)
  return (
    <>
      <Popover
        opened={opened}
        onChange={setOpened}
        position="bottom-end"
        width={260}
        shadow="md"
        trapFocus
        returnFocus
      >
        <Popover.Target>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconBookmark size={15} stroke={1.6} aria-hidden />}
            onClick={() => setOpened(!opened)}
          >
            {now?.name ?? 'Views'}
          </Button>
        </Popover.Target>
        <Popover.Dropdown className="views" aria-label="Saved views">
          {ofPage.length > 0 && (
            <ul>
              {ofPage.map((view) => (
                <Saved
                  key={view.viewId}
                  of={view}
                  isNow={view === now}
                  onGo={() => setOpened(false)}
                  onRemove={() => void remove(view)}
                />
              ))}
            </ul>
          )}
          {search !== '' && now === undefined && (
            <Button
              size="xs"
              variant="default"
              fullWidth
              onClick={() => {
                setOpened(false)
                setSaving(true)
              }}
            >
              Save this view …
            </Button>
          )}
          {search === '' && <p>Change what is shown to save it as a view.</p>}
        </Popover.Dropdown>
      </Popover>
      <Modal
        opened={saving}
        onClose={() => setSaving(false)}
        title="Save this view"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {saving && (
          <Name
            taken={ofPage.map(({ name }) => name)}
            onSave={async (name) => {
              await save({ page, name, search })
              setSaving(false)
              say(`Saved as “${name}”. It is in ⌘K too.`)
            }}
          />
        )}
      </Modal>
    </>
  )
}

interface SavedProps {
  readonly of: View
  readonly isNow: boolean
  readonly onGo: () => void
  readonly onRemove: () => void
}

function Saved({ of: { page, name, search }, isNow, onGo, onRemove }: SavedProps) {
  const { workspaceId } = useApi()
  return (
    <li>
      <Link
        to={pathOfView(page)}
        search={{ ...parseSearch(search), ...(workspaceId && { workspace: workspaceId }) }}
        activeProps={{}}
        aria-current={isNow ? 'true' : undefined}
        onClick={onGo}
      >
        {name}
      </Link>
      <CloseButton size="sm" aria-label={`Forget ${name}`} onClick={onRemove} />
    </li>
  )
}

interface NameProps {
  readonly taken: readonly string[]
  readonly onSave: (name: string) => Promise<void>
}

function Name({ taken, onSave }: NameProps) {
  const { underway, problem, run } = useSubmit()
  const [name, setName] = useState('')
  const isTaken = taken.includes(name.trim())
  return (
    <Form onSubmit={() => run(() => onSave(name.trim()))}>
      <TextInput
        data-autofocus
        label="Name"
        description={
          isTaken
            ? 'There is a view of that name: it is replaced.'
            : 'Only you see it, wherever you sign in.'
        }
        autoComplete="off"
        required
        maxLength={80}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <FormProblem of={problem} />
      <div className="form-actions">
        <Button type="submit" size="xs" className="button-main" loading={underway}>
          {isTaken ? 'Replace it' : 'Save'}
        </Button>
      </div>
    </Form>
  )
}
