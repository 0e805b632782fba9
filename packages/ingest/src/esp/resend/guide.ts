import type { Guide } from '../../esp.ts'

export const guide: Guide = {
  steps: [
    'In Resend, open Webhooks and press “Add webhook”.',
    'Paste the URL, choose the events below, and press “Add”.',
    'Copy the “Signing secret” of the new webhook, which begins with “whsec_”, and enter it here as the secret.',
  ],
  events: [
    'email.sent',
    'email.delivered',
    'email.delivery_delayed',
    'email.bounced',
    'email.complained',
    'email.opened',
    'email.clicked',
    'email.failed',
    'email.scheduled',
    'email.suppressed',
  ],
  test: 'Send a message to delivered@resend.dev, from your code or from the examples in Resend.',
  command: {
    open: null,
    proven: `AT=$(date +%s) BODY='{"type":"email.delivered","created_at":"'$(date -u +%Y-%m-%dT%H:%M:%SZ)'","data":{"email_id":"airgraph-test-'$(date +%s)'","to":["airgraph-test@example.com"]}}'
KEY=$(printf '%s' '{secret}' | sed 's/^whsec_//' | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')
SIGNATURE=$(printf 'airgraph-test-%s.%s.%s' "$AT" "$AT" "$BODY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | openssl base64 -A)
curl -sS '{url}' -H 'content-type: application/json' -H "svix-id: airgraph-test-$AT" -H "svix-timestamp: $AT" -H "svix-signature: v1,$SIGNATURE" -d "$BODY"`,
  },
}
