import type { Records } from '@airgraph/store/records/open.ts'
import type { By, Note, Noted } from './note.ts'

interface Needs {
  readonly records: Pick<Records, 'members'>
  readonly note: Note
}

export type NoteOfPerson = ReturnType<typeof createNoteOfPerson>

/** What was changed of a person stands in the log of each workspace of which they are a member. */
export const createNoteOfPerson =
  ({ records: { members }, note }: Needs) =>
  async (
    personId: string,
    by: Omit<By, 'workspaceId'>,
    noted: Omit<Noted, 'on'>,
  ): Promise<void> => {
    for (const { workspaceId, through } of await members.standingsOf(personId))
      if (through === null)
        await note({ ...by, workspaceId }, { ...noted, on: { kind: 'person', id: personId } })
  }
