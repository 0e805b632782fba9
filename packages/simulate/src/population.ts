/** Who is there, who comes, and what they do of their own accord. Called every hour. */
import { drawCompany } from './companies.ts'
import type { Company } from './companies.ts'
import { drawContact } from './contact.ts'
import type { Contact } from './contact.ts'
import { changeJob } from './person.ts'
import { Random } from './random.ts'
import { hourOfWeek, isOfficeHour } from './rhythm.ts'
import type { Run } from './run.ts'
import { localTime } from './run.ts'
import { demand } from './season.ts'
import { browse } from './shop.ts'
import { sources } from './sources.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const atStart = 0.62
const prospectShare = 0.08
/** Per hour; the first per portion of appetite, before sleep has its say. */
const visitsPerHour = 0.018 / 24
const resetsPerHour = 0.0015 / 24

export class Population {
  readonly #run: Run
  readonly #random: Random
  readonly #companies: Company[] = []
  /** Each as often as it has portions of appetite. */
  readonly #hungry: Contact[] = []
  #nextProspect = 0

  constructor(run: Run) {
    this.#run = run
    this.#random = new Random(run.programme.seed, 'contacts')
    const first = Math.round(run.programme.contacts * atStart)
    while (run.contacts.length < first) this.#add()
  }

  hour(at: number) {
    this.#signUps(at)
    this.#visits(at)
    this.#resets(at)
    this.#jobs()
    this.#outreach(at)
  }

  #add(): Contact {
    const run = this.#run
    const random = this.#random
    const isProspect = random.chance(prospectShare)
    const isAtCompany = isProspect || random.chance(run.world.companies)
    const company = isAtCompany ? this.#employer() : null
    const contact = drawContact(random, run.world, run.contacts.length, { company, isProspect })
    run.contacts.push(contact)
    if (isProspect) run.prospects.push(contact)
    else for (let n = random.poisson(contact.appetite * 10); n > 0; n--) this.#hungry.push(contact)
    return contact
  }

  /** A few large ones, many small: whoever joins is likelier to come from where others are already. */
  #employer(): Company {
    const random = this.#random
    const known = this.#companies
    const older = known[random.below(Math.ceil(known.length * random.between(0.2, 1)))]
    if (older && known.length > 8 && random.chance(0.8)) return older
    const company = drawCompany(random, this.#run.world, known.length)
    known.push(company)
    return company
  }

  /** How much of the programme is over by then, 0–1. */
  #progress(at: number) {
    const { from, to } = this.#run.programme
    return Math.min(1, (at - from.getTime()) / (to.getTime() - from.getTime()))
  }

  #signUps(at: number) {
    const { programme, contacts, random } = this.#run
    const share = atStart + (1 - atStart) * this.#progress(at + hour)
    while (contacts.length < Math.round(programme.contacts * share)) {
      const contact = this.#add()
      if (!contact.isProspect) this.#welcome(contact, at + random.between(0, hour))
    }
  }

  #welcome(contact: Contact, at: number) {
    const { agenda, flows, outbox } = this.#run
    const { address: recipient, externalId } = contact
    const signedUp = { kind: 'custom', name: 'signed up', recipient, externalId } as const
    agenda.put({ at, go: (when) => outbox.other(sources.shop, when, signedUp) })
    agenda.put({ at: at + 2 * minute, campaign: flows.welcome1, to: contact })
    agenda.put({ at: at + 2 * day, campaign: flows.welcome2, to: contact })
    agenda.put({ at: at + 6 * day, campaign: flows.welcome3, to: contact })
  }

  /** Those with an appetite, when they are awake, and more of them in the season. */
  #visits(at: number) {
    const { random } = this.#run
    for (const contact of this.#some(this.#hungry, visitsPerHour * demand(at))) {
      const likely = contact.rhythm[hourOfWeek(localTime(this.#run, contact, at))] ?? 0
      if (random.chance(likely)) browse(this.#run, contact, at + random.between(0, hour))
    }
  }

  #resets(at: number) {
    const { agenda, contacts, flows, random } = this.#run
    for (const contact of this.#some(contacts, resetsPerHour)) {
      if (contact.isProspect) continue
      agenda.put({ at: at + random.between(0, hour), campaign: flows.passwordReset, to: contact })
    }
  }

  #jobs() {
    const { contacts, world } = this.#run
    for (const contact of this.#some(contacts, world.drift / 730)) changeJob(this.#run, contact)
  }

  /** Prospects are written to one after another, in the senders' working hours, three times at most. */
  #outreach(at: number) {
    const { prospects, agenda, flows, random } = this.#run
    if (!isOfficeHour(at + hour)) return
    const due = Math.floor(prospects.length * this.#progress(at))
    for (; this.#nextProspect < due; this.#nextProspect++) {
      const to = prospects[this.#nextProspect]
      if (!to) return
      const first = at + random.between(0, hour)
      agenda.put({ at: first, campaign: flows.outreach1, to })
      agenda.put({ at: first + 3 * day, campaign: flows.outreach2, to })
      agenda.put({ at: first + 8 * day, campaign: flows.outreach3, to })
    }
  }

  #some(contacts: readonly Contact[], share: number): Contact[] {
    const { random } = this.#run
    const some = Array.from({ length: random.poisson(contacts.length * share) })
    return some.map(() => random.pick(contacts))
  }
}
