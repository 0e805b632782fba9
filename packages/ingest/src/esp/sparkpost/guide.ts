import type { Guide } from '../../esp.ts'
import { curlBySharedSecret } from '../shared-secret.ts'

export const guide: Guide = {
  steps: [
    'In SparkPost, open Configuration → Webhooks and press “Create webhook”.',
    'Paste the URL as the target.',
    'Choose “Select individual events” and the events below, or all events.',
    'Whoever knows the URL can report to it. For a second proof enter a secret of the form “user:password” here, and choose “Basic auth” with the same there.',
  ],
  events: [
    'Injection',
    'Delivery',
    'Delay',
    'Bounce',
    'Out of band',
    'Policy rejection',
    'Generation failure',
    'Spam complaint',
    'Open',
    'Initial open',
    'Click',
    'List unsubscribe',
    'Link unsubscribe',
  ],
  test: 'In the list of webhooks, open the new one and press “Test”.',
  command: curlBySharedSecret(
    `[{"msys":{"message_event":{"type":"delivery","event_id":"airgraph-test-'$AT'","timestamp":"'$AT'","message_id":"airgraph-test-'$AT'","transmission_id":"'$AT'","rcpt_to":"airgraph-test@example.com"}}}]`,
  ),
}
