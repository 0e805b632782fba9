import type { Guide } from '../../esp.ts'

export const guide: Guide = {
  steps: [
    'In SendGrid, open Settings → Mail Settings → Event Webhooks and choose “Create new webhook”.',
    'Paste the URL into “Post URL”.',
    'Tick the events below, under deliverability and under engagement.',
    'Switch on “Enable signature verification”, and save.',
    'Open the webhook again, copy its “Verification key”, and enter it here as the secret.',
  ],
  events: [
    'Processed',
    'Dropped',
    'Deferred',
    'Delivered',
    'Bounced',
    'Opened',
    'Clicked',
    'Spam reports',
    'Unsubscribed',
    'Group unsubscribes',
    'Group resubscribes',
  ],
  test: 'In the webhook’s settings press “Test Your Integration”: SendGrid sends one example of every event.',
  command: { open: null, proven: null },
}
