CREATE UNLOGGED TABLE events (
  workspace_id text NOT NULL,
  contact_id uuid NOT NULL,
  event_id uuid NOT NULL,
  kind text NOT NULL,
  occurred_at timestamp(3) NOT NULL,
  message_id text NOT NULL,
  campaign_id text NOT NULL,
  mailbox_provider text NOT NULL,
  source text NOT NULL,
  url text NOT NULL,
  client text NOT NULL,
  device text NOT NULL,
  country text NOT NULL,
  engagement_class text NOT NULL,
  amount bigint NOT NULL,
  currency text NOT NULL
)
