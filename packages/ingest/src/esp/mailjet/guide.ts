import type { Guide } from '../../esp.ts'
import { curlBySharedSecret } from '../shared-secret.ts'

export const guide: Guide = {
  steps: [
    'In Mailjet, open Account settings and, under REST API, “Event notifications (webhooks)”.',
    'Tick the events below and paste the URL for each of them.',
    'Tick “group events” where it is offered: fewer requests for the same events.',
    'Whoever knows the URL can report to it. For a second proof enter a secret of the form “user:password” here, and paste the URL with user:password@ before the host there.',
  ],
  events: ['Sent', 'Open', 'Click', 'Bounce', 'Blocked', 'Spam', 'Unsub'],
  test: 'Beside the URL of an event, press the button that sends a test.',
  command: curlBySharedSecret(
    `{"event":"sent","time":'$AT',"MessageID":'$AT',"email":"airgraph-test@example.com"}`,
  ),
}
