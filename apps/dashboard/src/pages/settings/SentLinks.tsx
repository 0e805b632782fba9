import { Button } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { copyText } from '../../kit/copy-text.ts'
import './SentLinks.css'

/** Each link is in one answer and nowhere else. */
export interface SentLink {
  readonly email: string
  readonly link: string
}

interface Props {
  readonly links: readonly SentLink[]
  readonly onDone: () => void
}

/** To hand over where mail does not arrive. It takes the focus, so that nobody misses it. */
export function SentLinks({ links, onDone }: Props) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  const [first] = links
  const isOne = links.length === 1
  const label = isOne ? `Link for ${first?.email}` : 'Links of the invitations'
  return (
    <div ref={box} className="secret" role="group" aria-label={label} tabIndex={-1}>
      <p>
        <strong>{label}.</strong> Hand {isOne ? 'it' : 'each'} over yourself where the mail does not
        arrive, to nobody else: whoever opens it joins. {isOne ? 'It is' : 'They are'} not shown
        again.
      </p>
      <ul className="sent-links">
        {links.map(({ email, link }) => (
          <li key={link}>
            {!isOne && <span>{email}</span>}
            <code>{link}</code>
            <Button
              size="xs"
              className={isOne ? 'button-main' : ''}
              {...(!isOne && { variant: 'default' })}
              leftSection={<IconCopy size={15} aria-hidden />}
              aria-label={`Copy the link for ${email}`}
              onClick={() => void copyText(link, `The link for ${email} is copied.`)}
            >
              Copy
            </Button>
          </li>
        ))}
      </ul>
      <div className="form-actions">
        <Button size="xs" variant="default" onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  )
}
