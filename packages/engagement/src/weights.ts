/**
 * Every number that judging uses. Weights are logits: +0.7 doubles the odds that a person did it, −0.7 halves them,
 * ±2.3 is tenfold. They are set from the facts beside them, not fitted, and kept smaller than those facts allow:
 * the next scanner behaves otherwise. Whoever changes one raises `classifierVersion`.
 */
export const weights = {
  /** Before any evidence: somewhat likelier a person, for a source that tells nothing must not lose its engagement. */
  prior: { opened: 0.5, clicked: 0.5 },

  /** Class borders on the human probability. Between them the evidence contradicts itself. */
  border: { human: 0.55, machine: 0.4 },
  /** A decisive finding keeps the logit here or below: p ≤ 0.08. Apple says itself that a flagged open may be a person's. */
  decisive: -2.5,

  /** What the source says. Theirs is direct knowledge (addresses and headers that we never see). */
  flag: {
    machineOpen: -5, // SendGrid sg_machine_open: Apple's prefetch
    prefetched: -5, // SparkPost is_prefetched
    bot: -4.5, // Mailgun client-info.bot
    notBot: 1, // it misses imitators of browsers, so it is no proof
    proxyOpen: -2.2, // Brevo proxy_open: mostly Apple’s prefetch, with other proxies in one word
    proxyOpenApple: -4, // the same with an agent of Apple’s prefetch
    proxyOpenKnown: -0.3, // the same of a proxy that is known to fetch at opening
  },

  /** What the client says of itself. Nobody pretends to be a machine. */
  agent: {
    bareMozilla: -4, // Mail Privacy Protection sends nothing but "Mozilla/5.0"
    bareMozillaClick: -2, // no browser sends it
    bareWebkit: -2, // prefetch, but Apple Mail without it looks the same
    bareWebkitElsewhere: -0.3, // prefetch comes through Apple’s relay: this did not, though its ranges drift
    empty: -3, // every browser sends one
    security: -4.5,
    bot: -4.5,
    libraryClick: -4,
    libraryOpen: -1.5, // mail apps load images through okhttp and its like
    appleMailbox: -1.3, // nothing said of the client, but most people at iCloud have prefetching on
    proxy: 0.3, // Gmail's proxy fetches at opening (others saw it at delivery: timing tells)
  },

  /** Whose address. Of clicks only, but for Apple's: people open from Exchange Online's address space too. */
  network: {
    securityVendor: -3,
    microsoft: -1.2, // AS8074, 8075, 12076: scanners, and people on cloud desktops
    appleRelay: -0.6, // anybody with iCloud+ browses through it
  },

  /**
   * Seconds since the message arrived → weight, straight lines over the logarithm of time. People: log-normal, median an
   * hour or two. Scanners: most within ten seconds of acceptance, a tail over minutes. Since *sent*, SMTP, queue
   * and transit come out of the same seconds, so it says less.
   */
  delay: {
    clickedSinceDelivered: [
      [0, -3.5],
      [5, -3.2],
      [10, -2.6],
      [20, -2],
      [30, -1.5],
      [60, -0.7],
      [120, -0.1],
      [300, 0.4],
      [600, 0.7],
      [3_600, 1.2],
      [14_400, 1.5],
    ],
    clickedSinceSent: [
      [0, -2.5],
      [10, -2],
      [30, -1.5],
      [60, -1],
      [120, -0.5],
      [300, 0],
      [600, 0.4],
      [3_600, 1],
      [14_400, 1.4],
    ],
    openedSinceDelivered: [
      [0, -3],
      [3, -2.6],
      [5, -2.2],
      [10, -1.6],
      [30, -0.9],
      [60, -0.4],
      [120, 0],
      [600, 0.5],
      [3_600, 0.8],
      [14_400, 1],
    ],
    openedSinceSent: [
      [0, -2],
      [10, -1.4],
      [30, -0.9],
      [60, -0.4],
      [120, 0],
      [600, 0.4],
      [3_600, 0.8],
    ],
    /** Of mail that somebody waits for, such as a sign-in link, haste says half as much. */
    awaited: 0.5,
    /** Clocks of sources that round to seconds may run this far apart. */
    tolerance: 2_000,
    beforeDeliveredClick: -3.5, // gateways scan before they say 250 OK
    beforeDeliveredOpen: -3,
    /** Earlier than this before `delivered`, somebody's clock is wrong, and it says nothing. */
    beforeDeliveredAtMost: 86_400_000,
  },

  /** Several different links of one message at once. */
  burst: {
    gap: 3_000,
    two: -1.3,
    three: -2.6,
    again: -1.5, // the same sweep later
  },
  /** Every link, small print included. One vendor suspects clicks ≥ links from three links on. */
  everyLink: { atLeast: 3, within: 600_000, withFooter: -2, quickly: -1, quick: 60_000 },
  footerAlone: -0.3,

  /** Same link, another network and platform: seen 12 s apart. */
  twoHit: {
    within: 30_000,
    loser: -2,
    /** Where only the network or only the platform is known to differ: people do change from Wi-Fi to mobile. */
    likelyLoser: -1.4,
    winner: 0.3,
    clearly: 0.5,
  },
  /** One network, two platforms, one message, a minute: seen from Microsoft's addresses. */
  twoPlatforms: { within: 60_000, weight: -1 },

  /** Habits over a contact's messages. */
  regularDelay: {
    atLeast: 4,
    /** Standard deviation of the delays' logarithms; people's is about 2. */
    spread: 0.3,
    /** Beyond this a person's habit (the morning's first coffee) looks as regular. */
    medianAtMost: 900_000,
    weight: -1.2,
    many: 6,
    manyWeight: -2,
  },
  everyMessage: { messages: 6, from: 0.7, to: 0.9, weight: -1.8 },
  manyAtOnce: { messages: 4, within: 10_000, weight: -1.5 },

  /** What came after. The only proofs that there are. */
  visited: {
    within: 600_000,
    vague: 300_000,
    matching: 3, // the landing page ran a script and names this message or page
    unspecific: 1.2,
    /** Scanners that run scripts exist: beside a sweep a visit says half as much. */
    sweptShare: 0.5,
  },
  converted: {
    within: 86_400_000,
    soon: 3_600_000,
    named: 2,
    soonWeight: 1.5,
    laterWeight: 0.7,
  },
  replied: { within: 604_800_000, weight: 0.8 },
  unsubscribed: { within: 1_800_000, weight: 0.7 },
  complained: { within: 1_800_000, weight: 0.8 },

  /** An open and the clicks of its message. */
  clickedAfterOpen: { within: 1_800_000, weight: 1.2, sameNetwork: 0.4 },
  keptCompany: {
    within: 10_000,
    suspicious: -0.8,
    elsewhere: -1.5,
    /** From the same network at the same moment it is the same machine, as surely as the click is one’s. */
    worst: -3.5,
  },
  openedBefore: { weight: 0.5, within: 1_800_000, sameNetwork: 0.5 },
  openedAgain: {
    after: 600_000,
    weight: 0.4,
    /** Prefetched once it is kept: who asks again, or asked before, is likelier a reader. */
    prefetching: 1,
  },
  /** Prefetching seconds before its owner's click would be chance: the images were asked for to be seen. */
  fetchedForClick: { within: 60_000, weight: 4 },
  neverOpened: { messages: 3, weight: -0.7 },

  /** Where and with what this contact's confirmed actions happened. */
  known: { networkWeight: 1.2, platformWeight: 0.3 },
  strange: { confirmed: 2, network: -0.4, networkAndPlatform: -1 },

  /** The whole workspace. */
  workspace: {
    networkContacts: 3,
    networkClicks: 5,
    networkWorst: -3,
    /** Only as far as visits or conversions confirm the people behind it: a slow scanner looks like a person everywhere. */
    networkBest: 0.8,
    /** People click a few of a hundred messages; a network that clicks most of them scans. */
    saturation: { from: 0.3, to: 0.7, weight: -1.8 },
    saturationMessagesPerContact: 5,
    siteClicks: 20,
    siteVisited: 0.1,
    /** How often a machine's click is followed by a visit. */
    machineVisits: 0.02,
    noVisitWorst: -1.5,
  },

  /**
   * A gateway guards a whole domain, and looks at a good part of its mail; people click a few of a hundred messages. So
   * the share that a domain clicks, against the workspace's usual, tells whether one stands there.
   */
  domain: {
    /** Contacts differ: of this many times the usual share, the mean of `n` contacts may lie above it by 1 ÷ √n. */
    spread: 3,
    /** As many imagined messages keep few real ones humble. */
    patience: 8,
    /** Even a quiet domain has clicks that no person made: this part of people's. */
    rest: 0.12,
    worst: -3,
    best: 2.2,
    /** Where the usual is so high (mail that everybody waits for), quiet says little, and in the end nothing. */
    usualFrom: 0.05,
    usualTo: 0.15,
    /** A contact who clicks so much is unlike a quiet domain: mail forwarded from a guarded mailbox. */
    contactMessages: 6,
    contactMost: 0.4,
  },

  /** An office's line, or a scanner's: the same network for the same domain. */
  place: {
    clicks: 3,
    /** Scanners that run scripts are known to exist. */
    machineVisits: 0.1,
    /** However reliable a site, now and then a person's visit is lost. */
    surelyVisits: 0.95,
    worst: -2.5,
    best: 1.5,
    /** Scanners load images when they click; people mostly read without clicking. */
    reads: 0.7,
    readsBest: 1.5,
  },

  /** Proxies that prefetch at delivery, against how many people open so soon. */
  promptProxy: { within: 20_000, allowed: -1, worst: -2.5 },

  /** A finding below this says nothing worth naming. */
  quiet: 0.05,
} as const

export type Curve = readonly (readonly [seconds: number, weight: number])[]
