import { streams } from '@airgraph/domain/event.ts'
import { oneOf, text, words } from '../../url/fields.ts'
import { usuallyHidden } from './questions.ts'

/** What this page keeps in the address beside the scope. */
export const campaignsFields = {
  q: text(),
  sort: text('-sent'),
  hidden: words(usuallyHidden),
  stream: oneOf(['all', ...streams], 'all'),
}
