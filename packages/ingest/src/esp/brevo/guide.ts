import type { Guide } from '../../esp.ts'
import { curlBySharedSecret } from '../shared-secret.ts'

export const guide: Guide = {
  steps: [
    'In Brevo, open Settings → Webhooks, and press “Create a webhook”: an outbound one.',
    'Paste the URL.',
    'Choose the events below, for transactional email and for marketing email. Where your account asks for one of both, make two webhooks with this URL.',
    'Whoever knows the URL can report to it. For a second proof enter a secret of the form “user:password” here, and choose “Basic” authentication with the same there; or a token, as “Bearer”.',
  ],
  events: [
    'Sent',
    'Delivered',
    'Deferred',
    'Hard bounce',
    'Soft bounce',
    'Blocked',
    'Error',
    'Invalid email',
    'Opened',
    'Loaded by proxy',
    'Clicked',
    'Spam',
    'Unsubscribed',
  ],
  test: 'Send a message to yourself from Brevo: its events follow within a minute.',
  command: curlBySharedSecret(
    `{"event":"delivered","email":"airgraph-test@example.com","message-id":"<airgraph-test-'$AT'@example.com>","ts_epoch":'$AT'000,"ts_event":'$AT'}`,
  ),
}
