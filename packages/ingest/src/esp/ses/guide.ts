import type { Guide } from '../../esp.ts'

export const guide: Guide = {
  steps: [
    'In Amazon SNS, create a topic of the type “Standard” in the region that you send from.',
    'Create a subscription to it: protocol HTTPS, the URL as its endpoint, “raw message delivery” off. It is confirmed by itself.',
    'In Amazon SES, open Configuration sets, choose yours, and under “Event destinations” add the topic as an Amazon SNS destination.',
    'Tick the events below.',
    'Send with this configuration set, or make it the default of your identity. To accept one topic alone, enter its ARN here as the secret.',
  ],
  events: [
    'Sends',
    'Deliveries',
    'Hard bounces',
    'Delivery delays',
    'Complaints',
    'Rejects',
    'Rendering failures',
    'Opens',
    'Clicks',
    'Subscriptions',
  ],
  test: 'In Amazon SES, open Identities, choose yours, and press “Send test email”: scenario “Successful delivery”, with the configuration set.',
  command: { open: null, proven: null },
}
