import type { Guide } from '../../esp.ts'

export const guide: Guide = {
  steps: [
    'In Mailgun, open Send → Sending → Webhooks and copy the “HTTP webhook signing key”. It is another than the API key.',
    'Enter it here as the secret.',
    'Press “Add webhook” and choose “Domain-level” for one domain, “Account-level” for all of them.',
    'Paste the URL, choose the events below, and save. Where it takes one event at a time, make a webhook with this URL for each.',
  ],
  events: [
    'Accepted',
    'Delivered',
    'Opened',
    'Clicked',
    'Unsubscribed',
    'Spam complaints',
    'Permanent failure',
    'Temporary failure',
  ],
  test: 'Beside the webhook, press “Test webhook”.',
  command: {
    open: null,
    proven: `AT=$(date +%s) TOKEN=$(openssl rand -hex 25)
SIGNATURE=$(printf '%s%s' "$AT" "$TOKEN" | openssl dgst -sha256 -hmac '{secret}' | sed 's/.* //')
curl -sS '{url}' -H 'content-type: application/json' -d '{"signature":{"timestamp":"'$AT'","token":"'$TOKEN'","signature":"'$SIGNATURE'"},"event-data":{"event":"delivered","id":"airgraph-test-'$AT'","timestamp":'$AT',"recipient":"airgraph-test@example.com","message":{"headers":{"message-id":"airgraph-test-'$AT'"}}}}'`,
  },
}
