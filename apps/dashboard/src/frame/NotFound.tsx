import { Link } from '@tanstack/react-router'
import { Nothing } from '../kit/Nothing.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'

export const NotFound = () => (
  <>
    <PageHeader title="There is no such page" />
    <Nothing>
      The address may have been mistyped, or the page may be of another version.{' '}
      <Link to="/">Go to the overview.</Link>
    </Nothing>
  </>
)
