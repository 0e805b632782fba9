import type { Guide } from '../../esp.ts'
import { curlBySharedSecret } from '../shared-secret.ts'

export const guide: Guide = {
  steps: [
    'In Postmark, open your server, then the message stream that you send with, then Webhooks. Each stream has webhooks of its own.',
    'Press “Add webhook” and paste the URL.',
    'Tick the events below, leave “Only post on first open” off, and save. A broadcast stream has no bounces and spam complaints to tick: its subscription changes tell of them.',
    'Whoever knows the URL can report to it. For a second proof enter a secret of the form “user:password” here, and the same under “Basic auth credentials” there.',
  ],
  events: ['Delivery', 'Bounce', 'Spam complaint', 'Open', 'Link click', 'Subscription change'],
  test: 'In the webhook’s settings, press “Send test” beside the URL.',
  command: curlBySharedSecret(
    `{"RecordType":"Delivery","MessageStream":"outbound","MessageID":"airgraph-test-'$AT'","Recipient":"airgraph-test@example.com","DeliveredAt":"'$(date -u +%Y-%m-%dT%H:%M:%SZ)'"}`,
  ),
}
