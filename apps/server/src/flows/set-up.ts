import { createHmac } from 'node:crypto'
import type { BodyOf } from '@airgraph/contract/endpoint.ts'
import type { postSetup } from '@airgraph/contract/me.ts'
import type { WorkspaceId } from '@airgraph/domain/ids.ts'
import { err, ok, type Result } from '@airgraph/domain/result.ts'
import type { Records } from '@airgraph/store/records/open.ts'
import type { Accounts } from '../accounts/accounts.ts'
import type { Client } from '../http/client.ts'
import { same } from '../http/authenticate.ts'
import { idForWorkspace } from './name-workspace.ts'

interface Needs {
  readonly records: Pick<Records, 'setup'>
  readonly accounts: Pick<Accounts, 'hashPassword'>
  readonly operatorToken: string
}

interface FirstOnes {
  readonly personId: string
  readonly workspaceId: WorkspaceId
}

/** Good for claiming an installation and nothing else: it is printed, and what is printed is kept in logs. */
export const setupCodeOf = (operatorToken: string) =>
  createHmac('sha256', operatorToken).update('airgraph set-up').digest('base64url').slice(0, 32)

/** Makes the first person, and the first workspace that is theirs. Once. */
export const createSetUp =
  ({ records: { setup }, accounts, operatorToken }: Needs) =>
  async (
    { code, name, email, password, workspace }: BodyOf<typeof postSetup>,
    client: Pick<Client, 'isHere'>,
  ): Promise<Result<FirstOnes, 'claimed' | 'no-code'>> => {
    if (await setup.isClaimed()) return err('claimed')
    if (!client.isHere && !isCode(code ?? '', operatorToken)) return err('no-code')
    const workspaceId = idForWorkspace(workspace.name)
    const passwordHash = await accounts.hashPassword(password)
    const personId = await setup.claim(
      { name, email, emailVerified: true, passwordHash },
      { ...workspace, workspaceId, sample: false },
    )
    return personId === null ? err('claimed') : ok({ personId, workspaceId })
  }

const isCode = (code: string, operatorToken: string) =>
  same(code, setupCodeOf(operatorToken)) || same(code, operatorToken)
