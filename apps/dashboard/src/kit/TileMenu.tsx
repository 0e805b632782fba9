import { ActionIcon, Menu, Modal } from '@mantine/core'
import type { Provenance } from '@airgraph/domain/answer.ts'
import type { Asked } from '@airgraph/domain/question.ts'
import { IconBraces, IconCopy, IconDots, IconLink, IconPhotoDown } from '@tabler/icons-react'
import { useState } from 'react'
import type { RefObject } from 'react'
import { copyText } from './copy-text.ts'
import { pictureOf } from './picture-of.ts'
import { QuestionCard } from './QuestionCard.tsx'
import { saveFile } from './save-file.ts'
import { say } from './toast.ts'

export interface TileMenuProps {
  /** What was asked for this tile, and where its answer came from. */
  readonly question?: Asked | undefined
  readonly provenance?: Provenance | undefined
  /** The numbers of the tile. */
  readonly csv?: (() => string) | undefined
}

interface Props extends TileMenuProps {
  readonly title: string
  readonly tile: RefObject<HTMLElement | null>
}

export function TileMenu({ title, tile, question, provenance, csv }: Props) {
  const [asked, setAsked] = useState(false)
  return (
    <>
      <Menu position="bottom-end" shadow="md" width={210}>
        <Menu.Target>
          <ActionIcon
            className="no-print"
            variant="subtle"
            color="gray"
            size="md"
            aria-label={`${title}: copy, save, and the question behind it`}
          >
            <IconDots size={17} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {csv && (
            <Menu.Item
              leftSection={<IconCopy size={15} aria-hidden />}
              onClick={() => void copyText(csv(), 'The numbers are copied as CSV.')}
            >
              Copy as CSV
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconPhotoDown size={15} aria-hidden />}
            onClick={() => void savePicture(title, tile.current)}
          >
            Save chart as PNG
          </Menu.Item>
          <Menu.Item
            leftSection={<IconLink size={15} aria-hidden />}
            onClick={() => void copyText(linkTo(tile.current), 'The link is copied.')}
          >
            Copy link
          </Menu.Item>
          {question && (
            <Menu.Item
              leftSection={<IconBraces size={15} aria-hidden />}
              onClick={() => setAsked(true)}
            >
              Show the question
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {question && (
        <Modal
          opened={asked}
          onClose={() => setAsked(false)}
          title={`What “${title}” asks`}
          size="lg"
          closeButtonProps={{ 'aria-label': 'Close' }}
        >
          <QuestionCard question={question} provenance={provenance} />
        </Modal>
      )}
    </>
  )
}

async function savePicture(title: string, tile: HTMLElement | null) {
  const picture = tile && (await pictureOf(tile, title))
  if (picture) saveFile(picture, `${title.toLowerCase()}.png`)
  else say('There is no chart here to save. Show it as a chart first.', { tone: 'bad' })
}

/** The page as it is, at this tile. */
const linkTo = (tile: HTMLElement | null) => {
  const link = new URL(window.location.href)
  link.hash = tile?.id ?? ''
  return link.href
}
