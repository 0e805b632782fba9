import { Button } from '@mantine/core'
import { copyText } from '../../../kit/copy-text.ts'

/** Nobody has told yet how the mail looks. */
export function HowToSend({ campaign }: { readonly campaign: string }) {
  const command = commandFor(campaign, window.location.origin)
  return (
    <div className="how-to-send">
      <p>
        Nobody has told yet how this campaign’s mail looks. Send its HTML, with a key that may write
        events, and see here where it was clicked:
      </p>
      <pre tabIndex={0}>{command}</pre>
      <p>
        Of several variants each is sent by itself, with <code>?variant=B</code>. Send the template
        rather than one reader’s copy: nobody’s name should be in it.
      </p>
      <Button
        size="xs"
        variant="default"
        onClick={() => void copyText(command, 'The command is copied.')}
      >
        Copy
      </Button>
    </div>
  )
}

/** Single quotes would end the shell’s text. */
const commandFor = (campaign: string, origin: string) =>
  `curl -X PUT '${origin}/v1/campaigns/${encodeURIComponent(campaign).replaceAll("'", '%27')}/html' \\
  -H 'authorization: Bearer ag_…' \\
  -H 'content-type: text/html' \\
  --data-binary @mail.html`
