import type { Bag } from '../flatten.ts'

/** What an event keeps elsewhere, what names the person, and what only PostHog has a use for. */
const dropped =
  /^(?:token|distinct_id|\$(?:set|set_once|unset|group_set|ip|raw_user_agent|user_agent|useragent|device_id|anon_distinct_id|user_id|insert_id|active_feature_flags|elements(?:_chain)?|ignore_sent_at|geoip_.*|feature\/.*|initial_.*|sdk_debug_.*|configured_.*|lib_custom_.*))$/

/** Their own properties before those that the client adds: there are dozens of these, and room for some only. */
export function ownFirst(properties: Bag): Bag {
  const kept = Object.entries(properties).filter(([key]) => !dropped.test(key))
  const isOwn = ([key]: readonly [string, unknown]) => !key.startsWith('$')
  return Object.fromEntries([...kept.filter(isOwn), ...kept.filter((entry) => !isOwn(entry))])
}
