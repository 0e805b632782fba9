import type { ListedContact } from '@airgraph/contract/contacts.ts'
import { formatLongDay } from '../../format/moments.ts'
import { formatCount, unknown } from '../../format/numbers.ts'
import { Nothing } from '../../kit/Nothing.tsx'
import { TileFrame } from '../../kit/TileFrame.tsx'
import { useAnswer } from '../../kit/use-answer.ts'
import type { LocalDay } from '../../time/local-day.ts'
import './ContactFacts.css'
import { latestProperties } from './latest-properties.ts'
import { journeyQuestion } from './questions.ts'

const kinds = { address: 'Address', 'external-id': 'Your id' }

/** Who it is, and what they did in all. */
export function ContactFacts({ contact }: { readonly contact: ListedContact }) {
  const { data } = useAnswer(journeyQuestion(contact.contactId))
  const properties = latestProperties(data?.answer.events ?? [])
  return (
    <div className="contact-facts">
      <TileFrame title="Who" testId="contact-names">
        <dl>
          {contact.names.map(({ kind, value }) => (
            <Fact key={`${kind} ${value}`} term={kinds[kind]}>
              {value}
            </Fact>
          ))}
          <Fact term="Contact id">
            <code>{contact.contactId}</code>
          </Fact>
          <Fact term="First event">{dayOr(contact.firstDay)}</Fact>
          <Fact term="Last event">{dayOr(contact.lastDay)}</Fact>
        </dl>
      </TileFrame>
      <TileFrame title="In all" testId="contact-counts">
        <dl>
          <Fact term="Delivered">{formatCount(contact.delivered)}</Fact>
          <Fact term="Human opens">{formatCount(contact.humanOpens)}</Fact>
          <Fact term="Machine opens">{formatCount(contact.machineOpens)}</Fact>
          <Fact term="Human clicks">{formatCount(contact.humanClicks)}</Fact>
          <Fact term="Conversions">{formatCount(contact.conversions)}</Fact>
        </dl>
      </TileFrame>
      <TileFrame
        title="Properties"
        subtitle="As the newest event that names them says"
        testId="contact-properties"
      >
        {properties.length === 0 ? (
          <Nothing>No event of theirs carries properties.</Nothing>
        ) : (
          <dl>
            {properties.map(([name, value]) => (
              <Fact key={name} term={name}>
                {String(value)}
              </Fact>
            ))}
          </dl>
        )}
      </TileFrame>
    </div>
  )
}

const dayOr = (day: string | null) => (day === null ? unknown : formatLongDay(day as LocalDay))

const Fact = ({ term, children }: { term: string; children: React.ReactNode }) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
)
